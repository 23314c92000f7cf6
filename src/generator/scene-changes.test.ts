import { describe, expect, it } from "vitest";
import { initializeGenerator } from "../networks/initialize.ts";
import { InputError } from "../tensor/errors.ts";
import { describeGenerator } from "./describe.ts";
import { presetConfig } from "./presets.ts";
import { readGeneratorConfig } from "./read-config.ts";
import type { SceneChanges } from "./scene-changes.ts";

function rendering(scene: SceneChanges) {
	return presetConfig("small64", { scene }).rendering;
}

describe("a class of one's own", () => {
	it("has the box, limits and cameras that are given, also after being described and read", () => {
		const cameras = { radius: 0.65, pivot: [0, 0.1, 0], fovDegrees: 40 } as const;
		const scene: SceneChanges = { boxWarp: 0.3, rayLimits: [0.4, 0.9], ...cameras, whiteBack: true };
		const config = presetConfig("small64", { scene });
		expect(config.rendering).toMatchObject({
			...{ boxWarp: 0.3, rayStart: 0.4, rayEnd: 0.9, avgCameraRadius: 0.65, avgCameraPivot: [0, 0.1, 0] },
			...{ whiteBack: true, trainingFov: { degrees: 40 } },
		});
		expect(readGeneratorConfig(describeGenerator(config, initializeGenerator(config, 0)))).toEqual(config);
	});

	it("keeps what is not given", () => {
		expect(rendering({})).toEqual(presetConfig("small64").rendering);
		expect(rendering({ pivot: [0, 0, 0] })).toMatchObject({ boxWarp: 1, rayStart: 2.25, rayEnd: 3.3 });
	});

	it("is sampled around the whole box from every side, where box or radius change and limits are not given", () => {
		expect(rendering({ radius: 4 })).toMatchObject({ rayStart: 3.134, rayEnd: 4.866 });
		expect(rendering({ boxWarp: 2, radius: 1.5 })).toMatchObject({ rayStart: 0.1, rayEnd: 3.2321 });
	});

	it("is sampled where each ray passes through the box, where that is asked for", () => {
		expect(rendering({ boxWarp: 2, rayLimits: "box" })).toMatchObject({ rayStart: "auto", rayEnd: "auto" });
	});

	it.each<[string, SceneChanges]>([
		["a box of no size", { boxWarp: 0 }],
		["a radius that is no number", { radius: Number.NaN }],
		["limits the wrong way round", { rayLimits: [3, 2] }],
		["a field of view of half the world", { fovDegrees: 180 }],
	])("refuses %s", (_, scene) => {
		expect(() => rendering(scene)).toThrow(InputError);
		expect(() => rendering(scene)).toThrow(/presetConfig: .*, want /);
	});
});
