import { describe, expect, it } from "vitest";
import { presetConfig } from "../generator/presets.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import { decodePoint } from "../rendering/march/decoder.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import type { GeneratorConfig } from "./config.ts";
import { decoderWeights } from "./decoder.ts";
import { growGenerator } from "./grow.ts";
import { initializeGenerator } from "./initialize.ts";
import { constantParameters, type Weights } from "./parameters.ts";
import { synthesis } from "./synthesis.ts";

/** `small64` with planes of 8² or 16², few channels. */
function config(planeResolution: number, channels: number): GeneratorConfig {
	const small = presetConfig("small64", { channelBase: channels * 4, channelMax: channels });
	const blocks = small.backbone.blocks.filter(({ resolution }) => resolution <= planeResolution);
	return {
		...small,
		mapping: { ...small.mapping, numWs: 2 * blocks.length },
		backbone: { wDim: small.mapping.wDim, blocks },
		planeResolution,
	};
}

/** Weights with no zeros where training would have left none. */
function trained(of: GeneratorConfig): Weights {
	const random = new RandomState(7);
	return new Map(
		[...initializeGenerator(of, 1)].map(([name, { shape, data }]) => [
			name,
			float32Tensor(
				shape,
				Float32Array.from({ length: data.length }, (_, at) => Number(data[at]) + 0.1 * (random.randn(1)[0] ?? 0)),
			),
		]),
	);
}

function planes(of: GeneratorConfig, weights: Weights): HostTensor {
	const graph = createGraph();
	const { numWs, wDim } = of.mapping;
	const one = new RandomState(3).randn(wDim);
	const ws = float32Tensor(
		[1, numWs, wDim],
		Float32Array.from({ length: numWs * wDim }, (_, at) => one[at % wDim] ?? 0),
	);
	const parameters = constantParameters(graph, weights).scope("backbone").scope("synthesis");
	const [planes] = evaluate([synthesis(graph.constant(ws), parameters, of.backbone, "none")], {});
	if (!planes) throw new Error("nothing was generated");
	return planes;
}

describe("growGenerator", () => {
	it("generates the same planes with twice the channels", () => {
		const small = config(16, 8);
		const large = config(16, 16);
		const weights = trained(small);
		const [before, after] = [planes(small, weights), planes(large, growGenerator(weights, large, 5))];
		expect(after.shape).toEqual(before.shape);
		const values = Array.from({ length: before.data.length }, (_, at) => Number(before.data[at]));
		const scale = Math.max(...values.map(Math.abs));
		for (const [at, value] of values.entries()) {
			expect(Math.abs(Number(after.data[at]) - value)).toBeLessThan(1e-5 * scale);
		}
	});

	it("generates the planes enlarged by two with one block more", () => {
		const small = config(8, 8);
		const large = config(16, 8);
		const weights = trained(small);
		const [before, after] = [planes(small, weights), planes(large, growGenerator(weights, large, 5))];
		const [, channels = 0, side = 0] = before.shape;
		// between four pixels of the middle: 9, 3, 3 and 1 sixteenths
		for (let channel = 0; channel < channels; channel++) {
			const old = (row: number, column: number): number => Number(before.data[(channel * side + row) * side + column]);
			const want = (9 * old(3, 4) + 3 * old(3, 3) + 3 * old(2, 4) + old(2, 3)) / 16;
			expect(Number(after.data[(channel * 2 * side + 6) * 2 * side + 8])).toBeCloseTo(want, 4);
		}
	});

	it("gives each slice of a tri-grid what the plane had", () => {
		const small = config(16, 8);
		const large = { ...config(16, 8), rendering: { ...small.rendering, triplaneDepth: 3 } };
		const blocks = small.backbone.blocks.map((block) => ({ ...block, imgChannels: 3 * block.imgChannels }));
		const grids = { ...large, backbone: { ...small.backbone, blocks } };
		const weights = trained(small);
		const [before, after] = [planes(small, weights), planes(grids, growGenerator(weights, grids, 5))];
		const [, channels = 0, side = 0] = before.shape;
		expect(after.shape).toEqual([1, 3 * channels, side, side]);
		for (let number = 0; number < 3 * channels; number++) {
			const own = after.data.slice(number * side * side, (number + 1) * side * side);
			const old = Math.floor(number / 3) * side * side;
			for (const [at, value] of own.entries()) expect(Number(value)).toBeCloseTo(Number(before.data[old + at]), 4);
		}
	});

	it("decodes the same with more hidden units", () => {
		const small = config(16, 8);
		const large = { ...small, decoder: { ...small.decoder, hiddenDim: 2 * small.decoder.hiddenDim } };
		const weights = trained(small);
		const features = Float64Array.from(new RandomState(4).randn(small.decoder.planeChannels));
		const decoded = (of: GeneratorConfig, own: Weights): number[] => {
			const rgb = new Float64Array(of.decoder.featureChannels);
			return [decodePoint(decoderWeights(own, of.decoder), features, rgb), ...rgb];
		};
		const [before, after] = [decoded(small, weights), decoded(large, growGenerator(weights, large, 5))];
		for (const [at, value] of before.entries()) expect(after[at]).toBeCloseTo(value, 5);
	});

	it("refuses to shrink", () => {
		expect(() => growGenerator(trained(config(16, 16)), config(16, 8), 0)).toThrow(InputError);
		expect(() => growGenerator(trained(config(16, 8)), config(8, 8), 0)).toThrow("has no place");
	});
});
