import { describe, expect, it } from "vitest";
import { checkOp } from "../../test/op-check.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { movingNoiseMaps, NoiseMaps, noiseMapsOf, noiseRegularizer } from "./noise-maps.ts";

const SIDE = 16;
const noise = (seed: number): Float32Array => Float32Array.from(new RandomState(seed).randn(SIDE * SIDE));
const mapOf = (data: Float32Array): Float32Tensor => float32Tensor([SIDE, SIDE], data);

function regularizerOf(map: SymbolicTensor): SymbolicTensor {
	const result = noiseRegularizer([map]);
	if (!result) throw new Error("no map");
	return result;
}

function regularization(data: Float32Array): number {
	const map = createGraph().constant(mapOf(data));
	return Number(evaluate([regularizerOf(map)], {})[0]?.data[0]);
}

describe("the regulariser of noise", () => {
	it("is what neighbours of the map and of its half share, squared, across and down", () => {
		const data = noise(0);
		const shared = (values: Float64Array, side: number): number => {
			let [across, down] = [0, 0];
			for (let y = 0; y < side; y++) {
				for (let x = 0; x < side; x++) {
					const own = values[y * side + x] ?? 0;
					across += own * (values[y * side + ((x + 1) % side)] ?? 0);
					down += own * (values[((y + 1) % side) * side + x] ?? 0);
				}
			}
			return (across / side ** 2) ** 2 + (down / side ** 2) ** 2;
		};
		const half = Float64Array.from({ length: 64 }, (_, at) => {
			const corner = 2 * SIDE * Math.floor(at / 8) + 2 * (at % 8);
			return [0, 1, SIDE, SIDE + 1].reduce((sum, offset) => sum + (data[corner + offset] ?? 0), 0) / 2;
		});
		const wanted = 1e5 * (shared(Float64Array.from(data), SIDE) + shared(half, 8));
		expect(regularization(data) / wanted).toBeCloseTo(1, 4);
	});

	it("is large for a picture and small for noise", () => {
		const picture = Float32Array.from({ length: SIDE * SIDE }, (_, at) => Math.sqrt(2) * Math.sin(at / 40));
		expect(regularization(picture)).toBeGreaterThan(30 * regularization(noise(1)));
	});

	it("has the gradient that differences give", async () => {
		await checkOp("'noise regularizer'", (_, map) => regularizerOf(map), [mapOf(noise(2))]);
	});
});

describe("noise maps", () => {
	const weights = new Map([
		["backbone.b16.conv0.noise_const", mapOf(noise(3))],
		["backbone.b16.conv0.noise_strength", float32Tensor([], [0.5])],
		["backbone.b16.conv1.noise_const", mapOf(noise(4))],
		["backbone.b16.conv1.noise_strength", float32Tensor([], [0])],
		["superresolution.block0.conv0.noise_const", mapOf(noise(5))],
		["superresolution.block0.conv0.noise_strength", float32Tensor([], [0.5])],
	]);
	const NAME = "backbone.b16.conv0.noise_const";

	it("are those of the backbone whose noise has a strength", () => {
		expect(movingNoiseMaps(weights)).toEqual([NAME]);
		const graph = createGraph();
		for (const [name, { shape }] of weights) {
			if (name.startsWith("backbone.")) graph.input(`G.${name}`, shape);
		}
		expect([...noiseMapsOf(graph).keys()]).toEqual([NAME, "backbone.b16.conv1.noise_const"]);
	});

	it("move against the gradient, keep mean 0 and variance 1, and say what was added", () => {
		const maps = new NoiseMaps(weights);
		const up = Float32Array.from({ length: SIDE * SIDE }, (_, at) => (at < 128 ? -1 : 1));
		for (let step = 0; step < 10; step++) maps.step(new Map([[NAME, mapOf(up)]]), 1);
		const moved = maps.weights.get(NAME)?.data ?? [];
		const own = weights.get(NAME)?.data ?? [];
		const meanOf = (values: ArrayLike<number>): number =>
			Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
		expect(meanOf(moved)).toBeCloseTo(0, 5);
		expect(meanOf(Array.from(moved, (value) => value ** 2))).toBeCloseTo(1, 4);
		expect(meanOf(moved.slice(0, 128)) - meanOf(own.slice(0, 128))).toBeGreaterThan(0.05);
		expect([...maps.differences().keys()]).toEqual([NAME]);
		const added = maps.differences().get(NAME)?.data ?? [];
		for (const [at, value] of moved.entries()) expect(value).toBeCloseTo((own[at] ?? 0) + (added[at] ?? 0), 5);
		expect(weights.get(NAME)?.data).toEqual(noise(3));
	});
});
