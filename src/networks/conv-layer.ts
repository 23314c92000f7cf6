/**
 * StyleGAN2's plain convolution layer (Karras et al. 2020): equalised learning rate, bias, leaky ReLU, clamp. The
 * discriminator is made of these.
 */

import { convDown2 } from "../graph/functions/conv-resample.ts";
import { clip, leakyRelu } from "../graph/ops/activations.ts";
import { mul } from "../graph/ops/arithmetic.ts";
import { conv2d } from "../graph/ops/convolution.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { matchShape } from "../tensor/shape.ts";
import { LRELU_GAIN, LRELU_SLOPE } from "./fully-connected.ts";
import type { Parameters } from "./parameters.ts";
import { RESAMPLE_FILTER } from "./synthesis.ts";

export interface ConvLayerOptions {
	readonly outChannels: number;
	/** Side of the kernel, odd. */
	readonly kernel: number;
	/** `linear` layers have neither bias nor clamp. */
	readonly activation: "linear" | "lrelu";
	/** Halve the resolution. */
	readonly down?: boolean;
	/** Factor on the result, and on the clamp; default 1. */
	readonly gain?: number;
	/** The result is clamped to ±convClamp · gain; `null` (default) leaves it. */
	readonly convClamp?: number | null;
}

/**
 * `clamp(activation(conv(x, weight / √fan-in) + bias) · gain)`, leaky ReLU with its own gain of √2 besides.
 * @param x  [N, I, H, W]
 * @returns  [N, O, H, W], or half the size with `down`
 */
export function convLayer(x: SymbolicTensor, parameters: Parameters, options: ConvLayerOptions): SymbolicTensor {
	const { outChannels: O, kernel: k, activation, down = false, gain = 1, convClamp = null } = options;
	const { I } = matchShape("x", x.shape, ["N", "I", "H", "W"]);
	// Leaky ReLU lets positive factors through, so its gains are multiplied into weight and bias, which are small.
	const factor = activation === "lrelu" ? gain * LRELU_GAIN : gain;
	const weight = mul(parameters.get("weight", [O, I, k, k]), factor / Math.sqrt(I * k * k));
	const bias = activation === "linear" ? undefined : mul(parameters.get("bias", [O]), factor);
	const y = down ? convDown2(x, weight, RESAMPLE_FILTER, bias) : conv2d(x, weight, { pads: (k - 1) / 2, bias });
	if (activation === "linear") return y;
	const activated = leakyRelu(y, LRELU_SLOPE);
	return convClamp === null ? activated : clip(activated, -convClamp * gain, convClamp * gain);
}
