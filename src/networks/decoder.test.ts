import { expect, it } from "vitest";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { decoderWeights } from "./decoder.ts";

it("the decoder's gains are in its weights: multiplier over √inputs, and the multiplier for biases", () => {
	const ones = (shape: readonly number[]): ReturnType<typeof float32Tensor> =>
		float32Tensor(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1));
	const weights = new Map([
		["decoder.net.0.weight", ones([9, 4])],
		["decoder.net.0.bias", ones([9])],
		["decoder.net.2.weight", ones([3, 9])],
		["decoder.net.2.bias", ones([3])],
	]);
	const decoder = decoderWeights(weights, { planeChannels: 4, hiddenDim: 9, featureChannels: 2, lrMultiplier: 0.5 });
	const first = Object.values(decoder).map(({ shape, data }) => [shape, data[0]]);
	expect(first).toEqual([
		[[9, 4], 0.25],
		[[9], 0.5],
		[[3, 9], Math.fround(0.5 / 3)],
		[[3], 0.5],
	]);
});
