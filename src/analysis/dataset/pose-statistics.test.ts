import { describe, expect, it } from "vitest";
import { cameraNumbers } from "../../../test/support/dataset-files.ts";
import { mirrorLabel } from "../../camera/label.ts";
import { poseQuantities } from "../../camera/pose-quantities.ts";
import { poseStatistics } from "./pose-statistics.ts";

const PIVOT = [0, 0, 0.2] as const;
/** A grid of published poses, all looking at the pivot. */
const YAWS = [-0.8, -0.4, 0, 0.4, 0.8];
const PITCHES = [-0.3, 0, 0.3];
const LABELS = YAWS.flatMap((yaw) => PITCHES.map((pitch) => cameraNumbers(yaw, pitch)));

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
