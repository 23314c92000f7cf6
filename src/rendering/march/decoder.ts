/** The decoder MLP: features of a point to sigma and rgb (eg3d.md §4), in plain float64. */

import { type ColourActivation, EG3D_RULES } from "../field-rules.ts";
import { type DecoderWeights, RGB_MARGIN, RGB_SCALE } from "./contract.ts";

/** ln(1 + eˣ) without overflow, and with full relative accuracy where it is tiny: there it decides faint densities. */
export function softplus(x: number): number {
	return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** 1 / (1 + e⁻ˣ) */
export function sigmoid(x: number): number {
	return 1 / (1 + Math.exp(-x));
}

/**
 * Decodes one point.
 * @param features    [C] mean of the three plane samples
 * @param rgb         [F] written: through a sigmoid, widened to (−0.001, 1.001), or as they are
 * @param activation  which of the two
 * @returns sigma, the raw density before softplus(sigma − 1)
 */
export function decodePoint(
	weights: DecoderWeights,
	features: Float64Array,
	rgb: Float64Array,
	activation: ColourActivation = EG3D_RULES.colourActivation,
): number {
	const hidden = linear(weights.weight0.data, weights.bias0.data, features).map(softplus);
	const output = linear(weights.weight1.data, weights.bias1.data, hidden);
	const isPlain = activation === "none";
	for (let i = 0; i < rgb.length; i++) {
		rgb[i] = isPlain ? output[i + 1]! : sigmoid(output[i + 1]!) * RGB_SCALE - RGB_MARGIN;
	}
	return output[0]!;
}

/** weight [O, I] · input [I] + bias [O] */
function linear(weight: Float32Array, bias: Float32Array, input: Float64Array): Float64Array {
	const output = Float64Array.from(bias);
	const width = input.length;
	for (let o = 0; o < output.length; o++) {
		let sum = 0;
		for (let i = 0; i < width; i++) sum += weight[o * width + i]! * input[i]!;
		output[o]! += sum;
	}
	return output;
}
