import { describe, expect, it } from "vitest";
import { ShapeError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { givenNoise, seededNoise } from "./noise.ts";

const SIZE = { rayCount: 3, depthResolution: 4, depthResolutionImportance: 2 };

describe("seededNoise", () => {
	it("draws all jitter, then all u, from one stream of the seed", () => {
		const stream = new RandomState(9).uniformFloat32(18);
		const { jitterCoarse, uImportance } = seededNoise(9, SIZE);
		expect(jitterCoarse).toEqual(float32Tensor([3, 4], stream.slice(0, 12)));
		expect(uImportance).toEqual(float32Tensor([3, 2], stream.slice(12)));
	});

	it("draws no u where there is no fine pass", () => {
		expect(seededNoise(9, { ...SIZE, depthResolutionImportance: 0 }).uImportance).toBeNull();
	});
});

describe("givenNoise", () => {
	it("takes the shapes of the published renderer", () => {
		const jitterCoarse = float32Tensor([1, 3, 4, 1], new Float32Array(12).fill(0.25));
		const uImportance = float32Tensor([3, 2], new Float32Array(6).fill(0.75));
		const noise = givenNoise({ jitterCoarse, uImportance }, SIZE);
		expect(noise.jitterCoarse?.shape).toEqual([3, 4]);
		expect(noise.jitterCoarse?.data).toEqual(jitterCoarse.data);
		expect(noise.uImportance).toEqual(uImportance);
	});

	it("refuses numbers for another count of rays or samples", () => {
		const jitterCoarse = float32Tensor([1, 3, 5, 1], new Float32Array(15));
		expect(() => givenNoise({ jitterCoarse, uImportance: null }, SIZE)).toThrow(ShapeError);
	});
});
