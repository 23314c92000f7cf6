import { describe, expect, it } from "vitest";
import { cameraNumbers } from "../../test/support/dataset-files.ts";
import { lookAt } from "./cam2world.ts";
import { poseQuantities } from "./pose-quantities.ts";

const PIVOT = [0, 0, 0.2] as const;

describe("the numbers of a camera", () => {
	it("are the published parameters that it was made of, and true angles about the pivot", () => {
		const { publishedYaw, publishedPitch, radius, trueYawDegrees, rollDegrees } = poseQuantities(
			cameraNumbers(Math.PI / 3, 0.2),
			PIVOT,
		);
		expect(publishedYaw).toBeCloseTo(Math.PI / 3, 6);
		expect(publishedPitch).toBeCloseTo(0.2, 6);
		expect(radius).toBeCloseTo(2.7, 6);
		// farther than 60°, since the camera circles the origin and not the pivot
		expect(trueYawDegrees).toBeCloseTo(63.8, 1);
		expect(rollDegrees).toBeCloseTo(0, 4);
		expect(poseQuantities(cameraNumbers(Math.PI / 3), [0, 0, 0]).trueYawDegrees).toBeCloseTo(60, 4);
	});

	it("have both fields of view", () => {
		const { publishedFovDegrees, horizontalFovDegrees } = poseQuantities(cameraNumbers(), PIVOT);
		expect(publishedFovDegrees).toBeCloseTo(18.837, 3);
		expect(horizontalFovDegrees).toBeCloseTo(13.4, 1);
	});

	it("tell a camera that is turned about its axis", () => {
		const tilt = Math.PI / 6;
		const rolled = lookAt([0, 0, 2.7], [0, 0, 0], [Math.sin(tilt), Math.cos(tilt), 0]);
		const { rollDegrees } = poseQuantities([...rolled.data, ...cameraNumbers().slice(16)], PIVOT);
		expect(Math.abs(rollDegrees)).toBeCloseTo(30, 4);
	});

	it("do not fail where a camera stands in the origin", () => {
		const label = cameraNumbers().map((value, index) => ([3, 7, 11].includes(index) ? 0 : value));
		expect(poseQuantities(label, [0, 0, -1])).toMatchObject({ publishedYaw: 0, publishedPitch: 0, radius: 0 });
	});
});
