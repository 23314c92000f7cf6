import { describe, expect, it } from "vitest";
import { publishedFovDegrees } from "../camera/intrinsics.ts";
import { splitLabel } from "../camera/label.ts";
import type { PlainRecord, PlainValue } from "../checkpoint/description.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { initializeGenerator } from "../networks/initialize.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { describeGenerator } from "./describe.ts";
import { presetConfig } from "./presets.ts";
import { readGeneratorConfig } from "./read-config.ts";
import { frontalConditioning, trainingFov, withTrainingSet } from "./training-cameras.ts";

const faces = presetConfig("ffhq512-128");
const cars = presetConfig("shapenet128-64");

function trainedOn(config: GeneratorConfig, path: string): GeneratorConfig {
	const kwargs: PlainRecord = new Map<string, PlainValue>([["path", path]]);
	return withTrainingSet(config, new Map<string, PlainValue>([["training_set_kwargs", kwargs]]));
}

describe("trainingFov", () => {
	it("is that of the preset with the network's cameras where nothing else tells, and says so", () => {
		expect(trainingFov(faces.rendering)).toEqual({ degrees: 18.837, source: "preset ffhq512-128" });
		expect(trainingFov(cars.rendering)).toEqual({ degrees: 45, source: "preset shapenet128-64" });
		const wide = { ...cars.rendering, boxWarp: 2 };
		expect(trainingFov(wide).degrees).toBe(45);
		expect(trainingFov(wide).source).toMatch(/preset shapenet128-64, the nearest/);
	});

	it("is that of the training set where the checkpoint names a known one", () => {
		const { rendering } = trainedOn(faces, "/data/EG3D/cars_train.zip");
		expect(trainingFov(rendering)).toEqual({ degrees: 45, source: "its training set 'cars_train.zip'" });
		expect(trainingFov(trainedOn(cars, "C:\\sets\\FFHQ_512\\").rendering).degrees).toBe(18.837);
	});

	it("takes no folder, and no part of another word, for the name of a training set", () => {
		expect(trainingFov(trainedOn(faces, "/home/cars/oscars.zip").rendering).source).toMatch(/preset/);
	});

	it("is what the network itself says, before all others, and survives being written and read", () => {
		const own = { ...faces, rendering: { ...faces.rendering, trainingFov: { degrees: 30, source: "the network" } } };
		expect(trainingFov(trainedOn(own, "/data/cars.zip").rendering).degrees).toBe(30);
		const small = presetConfig("small64");
		const config = { ...small, rendering: { ...small.rendering, trainingFov: { degrees: 33, source: "the network" } } };
		expect(readGeneratorConfig(describeGenerator(config, initializeGenerator(config, 0)))).toEqual(config);
	});

	it("is what people are conditioned with", () => {
		const { intrinsics } = splitLabel(frontalConditioning(cars.rendering));
		expect(publishedFovDegrees(intrinsics)).toBeCloseTo(45, 3);
	});
});

describe("trainingViews", () => {
	const small = presetConfig("small64");
	const written = (yaw: readonly [number, number]): GeneratorConfig => {
		const trainingViews = { yaw, pitch: [-9, 12] } as const;
		const config = { ...small, rendering: { ...small.rendering, trainingViews } };
		return readGeneratorConfig(describeGenerator(config, initializeGenerator(config, 0)));
	};

	it("are not known of published networks, and survive being written and read", () => {
		expect(faces.rendering.trainingViews).toBeUndefined();
		expect(written([-60, 55]).rendering.trainingViews).toEqual({ yaw: [-60, 55], pitch: [-9, 12] });
	});

	it("are refused where they are no angles", () => {
		expect(() => written([-200, 0])).toThrow(/camera_range_degrees is -200, 0, -9, 12, want yaw/);
		expect(() => written([20, 10])).toThrow(CheckpointError);
	});
});
