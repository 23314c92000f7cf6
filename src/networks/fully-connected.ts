/** Fully connected layer with StyleGAN2's equalised learning rate (Karras et al. 2020; eg3d.md §2–3). */

import { leakyRelu } from "../graph/ops/activations.ts";
import { add, mul } from "../graph/ops/arithmetic.ts";
import { transpose } from "../graph/ops/layout.ts";
import { matmul } from "../graph/ops/matmul.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { Parameters } from "./parameters.ts";

export const LRELU_SLOPE = 0.2;
/** Keeps the variance through the activation. */
export const LRELU_GAIN: number = Math.SQRT2;

export interface FullyConnectedOptions {
	readonly inFeatures: number;
	readonly outFeatures: number;
	readonly activation: "linear" | "lrelu";
	/** Stored weights and biases are multiplied by it. */
	readonly lrMultiplier: number;
}

/**
 * `activation(x · (weight · lrMultiplier / √inFeatures)ᵀ + bias · lrMultiplier)`
 * @param x  [N, inFeatures]
 * @returns  [N, outFeatures]
 */
export function fullyConnected(
	x: SymbolicTensor,
	parameters: Parameters,
	options: FullyConnectedOptions,
): SymbolicTensor {
	const { inFeatures, outFeatures, activation, lrMultiplier } = options;
	const weight = mul(parameters.get("weight", [outFeatures, inFeatures]), lrMultiplier / Math.sqrt(inFeatures));
	const bias = mul(parameters.get("bias", [outFeatures]), lrMultiplier);
	const y = add(matmul(x, transpose(weight, [1, 0])), bias);
	return activation === "lrelu" ? mul(leakyRelu(y, LRELU_SLOPE), LRELU_GAIN) : y;
}
