import { describe, expect, it } from "vitest";
import { viewCamera } from "../../camera/view-camera.ts";
import { presetConfig } from "../../generator/presets.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import { rayLimitsWarning } from "./ray-limits.ts";

describe("rayLimitsWarning", () => {
	it.each(["ffhq512-128", "heads128"])(
		"says nothing from where the training cameras of %s stand, and something from afar",
		(name) => {
			const { rendering } = presetConfig(name);
			const orbit = trainingOrbit(rendering);
			const from = (radius: number): string | null =>
				rayLimitsWarning("published", [viewCamera({ yaw: 0.5, pitch: 0.2 }, { ...orbit, radius }, 18.837)], rendering);
			expect(from(2.7)).toBeNull();
			expect(from(3.1)).toMatch(/\d+ % of it is not rendered; want --ray-limits box/);
			expect(from(8)).toMatch(/100 % of it is not rendered/);
		},
	);

	it("says something of given distances that miss the box, nothing of those that leave a part of it", () => {
		const { rendering } = presetConfig("ffhq512-128");
		const camera = viewCamera({ yaw: 0, pitch: 0 }, trainingOrbit(rendering), 18.837);
		expect(rayLimitsWarning([10, 11], [camera], rendering)).toMatch(
			/rays run from 10 to 11.*100 % of it is not rendered/,
		);
		expect(rayLimitsWarning([2.6, 2.8], [camera], rendering)).toBeNull();
	});

	it("says something where the network itself stands too far away", () => {
		const { rendering } = presetConfig("heads128");
		const far = { ...rendering, avgCameraRadius: 1000 };
		const camera = viewCamera({ yaw: 0, pitch: 0 }, trainingOrbit(far), 18.837);
		expect(rayLimitsWarning("published", [camera], far)).toMatch(/100 % of it is not rendered/);
	});
});
