import { describe, expect, it } from "vitest";
import { cameraNumbers } from "../../../test/support/dataset-files.ts";
import { mirrorLabel } from "../../camera/mirror.ts";
import { lookAt } from "../../camera/orbit.ts";
import { estimatePivot, opticalAxis } from "../../camera/pivot.ts";
import { poseQuantities, poseStatistics } from "./pose-statistics.ts";

const PIVOT = [0, 0, 0.2] as const;
/** A grid of published poses, all looking at the pivot. */
const YAWS = [-0.8, -0.4, 0, 0.4, 0.8];
const PITCHES = [-0.3, 0, 0.3];
const LABELS = YAWS.flatMap((yaw) => PITCHES.map((pitch) => cameraNumbers(yaw, pitch)));

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

describe("statistics of poses", () => {
	it("find the point that all cameras look at, and count about it", () => {
		const { items, pivot, quantities, yawPitch } = poseStatistics(LABELS, { pivot: null, bins: 10 });
		expect(items).toBe(15);
		expect(pivot.from).toBe("estimated");
		for (const [axis, value] of PIVOT.entries()) expect(pivot.point[axis]).toBeCloseTo(value, 5);
		expect(quantities.publishedYaw.summary).toMatchObject({
			count: 15,
			least: expect.closeTo(-0.8, 5),
			most: expect.closeTo(0.8, 5),
		});
		expect(quantities.trueYawDegrees.histogram.counts.reduce((sum, count) => sum + count)).toBe(15);
		expect(yawPitch.counts.flat().reduce((sum, count) => sum + count)).toBe(15);
		expect(yawPitch.counts).toHaveLength(10);
	});

	it("are symmetric with mirrored labels", () => {
		const lopsided = LABELS.slice(9);
		const { quantities } = poseStatistics([...lopsided, ...lopsided.map(mirrorLabel)], { pivot: PIVOT, bins: 8 });
		const { counts } = quantities.trueYawDegrees.histogram;
		expect([...counts].reverse()).toEqual(counts);
		expect(quantities.publishedYaw.summary.mean).toBeCloseTo(0, 6);
	});

	it("take the pivot that is given, and the origin where cameras do not say", () => {
		expect(poseStatistics(LABELS, { pivot: [1, 2, 3], bins: 2 }).pivot).toEqual({ point: [1, 2, 3], from: "given" });
		const parallel = [cameraNumbers(0.1), cameraNumbers(0.1)];
		expect(poseStatistics(parallel, { pivot: null, bins: 2 }).pivot).toEqual({ point: [0, 0, 0], from: "origin" });
	});

	it("of pitch are kept apart from yaw: rows are pitch, from above to below the face", () => {
		const label = cameraNumbers(0.8, -0.3);
		const { yawPitch } = poseStatistics([label], { pivot: PIVOT, bins: 2 });
		expect(poseQuantities(label, PIVOT).truePitchDegrees).toBeLessThan(0);
		expect(yawPitch.counts).toEqual([
			[0, 1],
			[0, 0],
		]);
	});
});

describe("the estimated pivot", () => {
	it("is nearest to axes that do not meet", () => {
		const axes = [
			{ position: [5, 0, 1], forward: [-1, 0, 0] },
			{ position: [0, 5, -1], forward: [0, -2, 0] },
			{ position: [1, 1, 4], forward: [0, 0, -1] },
		] as const;
		// the sum of squared distances is (y² + (z − 1)²) + (x² + (z + 1)²) + ((x − 1)² + (y − 1)²)
		const pivot = estimatePivot(axes);
		for (const [axis, value] of [0.5, 0.5, 0].entries()) expect(pivot?.[axis]).toBeCloseTo(value, 12);
	});

	it("needs axes", () => {
		expect(estimatePivot([])).toBeNull();
		expect(estimatePivot([opticalAxis(cameraNumbers())])).toBeNull();
	});
});
