import { describe, expect, it } from "vitest";
import { anglesOfDirection } from "../camera/angles.ts";
import { dotVec3, lengthVec3, normalizeVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import { freeTarget, GAZE_LIMITS, gazeAt } from "./gaze.ts";
import { personOf } from "./latent/person.ts";
import { PersonDraws } from "./latent/person-draws.ts";
import { portraitLatent } from "./portrait.ts";
import { faceLayout } from "./shape/layout.ts";

const layout = faceLayout(personOf(portraitLatent({ seed: 4 }, 0)).identity);
const eyes: readonly Vec3[] = [
	[layout.eyeX, layout.eyeY, layout.eyeZ],
	[-layout.eyeX, layout.eyeY, layout.eyeZ],
];

describe("gaze", () => {
	it("goes from each eye straight to what it can turn to", () => {
		const target: Vec3 = [1, 0.4, 2.3];
		const { left, right } = gazeAt(target, layout);
		for (const [index, gaze] of [left, right].entries()) {
			const wanted = normalizeVec3(subtractVec3(target, eyes[index] ?? [0, 0, 0]));
			expect(dotVec3(gaze, wanted)).toBeCloseTo(1, 12);
		}
	});

	it("stops at the limits of the eyes' turn, on the same side", () => {
		const { left } = gazeAt([3, 0, 0.1], layout);
		expect(lengthVec3(left)).toBeCloseTo(1, 12);
		expect(anglesOfDirection(left).yawRadians).toBeCloseTo(GAZE_LIMITS.yawRadians, 1);
		const { right } = gazeAt([0, -3, 0.4], layout);
		expect(anglesOfDirection(right).pitchRadians).toBeCloseTo(GAZE_LIMITS.downRadians, 1);
		expect(anglesOfDirection(right).pitchRadians).toBeGreaterThan(0);
	});

	it("when free, fills the limits evenly and looks as far away as the cameras stand", () => {
		const gazes = Array.from({ length: 2000 }, (_, index) =>
			gazeAt(freeTarget(new PersonDraws(portraitLatent({ seed: 9 }, index)), layout), layout),
		);
		const yaws = gazes.map(({ yawRadians }) => yawRadians);
		const mean = yaws.reduce((sum, yaw) => sum + yaw, 0) / yaws.length;
		expect(Math.abs(mean)).toBeLessThan(0.03);
		expect(Math.max(...yaws)).toBeGreaterThan(0.85 * GAZE_LIMITS.yawRadians);
		expect(Math.max(...yaws.map(Math.abs))).toBeLessThan(GAZE_LIMITS.yawRadians);
		for (const { target } of gazes) expect(lengthVec3(subtractVec3(target, [0, 0, 0]))).toBeGreaterThan(2.4);
	});
});
