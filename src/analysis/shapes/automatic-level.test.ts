import { describe, expect, it } from "vitest";
import { analyticVolume } from "../../../test/support/analytic-volume.ts";
import { fovToIntrinsics } from "../../camera/intrinsics.ts";
import { cameraLabel } from "../../camera/label.ts";
import { cameraFromPose } from "../../camera/orbit.ts";
import { quantileOf } from "../../tensor/statistics.ts";
import { automaticLevel } from "./automatic-level.ts";

const frontal = cameraLabel({
	cam2world: cameraFromPose({ yaw: 0, pitch: 0 }, { radius: 2.7, pivot: [0, 0, 0] }),
	intrinsics: fovToIntrinsics(18.837),
});

describe("automaticLevel", () => {
	it("is the value of sigma where half of the light is gone", async () => {
		// A wall at z = 0 behind which sigma rises by 400 a unit: half of the light is gone where the integral of
		// 400 z over the depth z reaches ln 2, so z = √(2 ln 2 / 400), and sigma − 1 is 400 times that.
		const slope = 400;
		const wall = analyticVolume((_x, _y, z) => 1 - slope * z);
		const { level, opaqueRays, rays, medianDepth } = await automaticLevel(wall, frontal);
		const depth = Math.sqrt((2 * Math.LN2) / slope);
		expect(level).toBeGreaterThan(0.9 * (1 + slope * depth));
		expect(level).toBeLessThan(1.05 * (1 + slope * depth));
		expect(opaqueRays).toBe(rays);
		expect(medianDepth).toBeCloseTo(2.7 + depth, 1);
	});

	it("refuses a volume that rays pass through", async () => {
		const empty = analyticVolume(() => -10);
		await expect(automaticLevel(empty, frontal)).rejects.toThrow(/0 of 1024 frontal rays/);
	});
});

describe("quantile", () => {
	it("lies between neighbours", () => {
		expect(quantileOf([4, 1, 3, 2], 0.5)).toBe(2.5);
		expect([quantileOf([1, 2], 0), quantileOf([1, 2], 1)]).toEqual([1, 2]);
		expect(() => quantileOf([], 0.5)).toThrow(/no values/);
	});
});
