import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { lengthVec3, scaleVec3 } from "../tensor/vec3.ts";
import { anglesOfDirection, degrees, directionOfAngles, radians } from "./angles.ts";

describe("degrees and radians", () => {
	it("are half a turn for 180 and π, and lead back", () => {
		expect(radians(180)).toBe(Math.PI);
		expect(degrees(Math.PI)).toBe(180);
		for (const angle of [-271.3, -0, 18.837, 360]) expect(degrees(radians(angle))).toBeCloseTo(angle, 12);
	});
});

describe("directions", () => {
	it("turn to +x with positive yaw and down with positive pitch", () => {
		expect(directionOfAngles({ yawRadians: 0, pitchRadians: 0 }).map((value) => value + 0)).toEqual([0, 0, 1]);
		expect(directionOfAngles({ yawRadians: 0.3, pitchRadians: 0 })[0]).toBeGreaterThan(0);
		expect(directionOfAngles({ yawRadians: 0, pitchRadians: 0.3 })[1]).toBeLessThan(0);
	});

	it("lead to their angles and back, whatever their length", () => {
		for (const [yawRadians, pitchRadians] of [
			[0.4, -0.2],
			[-2.9, 1.3],
			[3.1, -1.5],
		] as const) {
			const direction = directionOfAngles({ yawRadians, pitchRadians });
			expect(lengthVec3(direction)).toBeCloseTo(1, 12);
			const angles = anglesOfDirection(scaleVec3(direction, 7));
			expect(angles.yawRadians).toBeCloseTo(yawRadians, 12);
			expect(angles.pitchRadians).toBeCloseTo(pitchRadians, 12);
		}
	});

	it("are refused for angles that are none", () => {
		expect(() => directionOfAngles({ yawRadians: Number.NaN, pitchRadians: 0 })).toThrow(InputError);
		expect(() => directionOfAngles({ yawRadians: 0, pitchRadians: 1.6 })).toThrow("pitch in [−π/2, π/2]");
	});
});
