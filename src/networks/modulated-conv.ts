/**
 * Modulated convolution (Karras et al. 2020, §2.2; eg3d.md §3).
 *
 * The published function scales the weight per sample and convolves each sample with its own. Scaling the input by
 * the styles, convolving with the shared weight and scaling the output by the demodulation factors is the same
 * function; it keeps the weight constant, so that ONNX Runtime packs it once.
 */

import { convUp2 } from "../graph/functions/conv-resample.ts";
import { add, mul } from "../graph/ops/arithmetic.ts";
import { conv2d } from "../graph/ops/convolution.ts";
import { reshape, transpose } from "../graph/ops/layout.ts";
import { matmul } from "../graph/ops/matmul.ts";
import { reduceSum } from "../graph/ops/reductions.ts";
import { rsqrt, square } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";

const DEMODULATION_EPSILON = 1e-8;

export interface ModulatedConvOptions {
	readonly demodulate: boolean;
	/** FIR filter [4, 4] of the doubling convolution; `null` keeps the resolution. */
	readonly upFilter: HostTensor<"float32"> | null;
}

/**
 * @param x       [N, I, H, W]
 * @param weight  [O, I, k, k]
 * @param styles  [N, I]
 * @returns       [N, O, H, W], or [N, O, 2H, 2W] with `upFilter`
 */
export function modulatedConv2d(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	styles: SymbolicTensor,
	{ demodulate, upFilter }: ModulatedConvOptions,
): SymbolicTensor {
	const { O, I, k } = matchShape("weight", weight.shape, ["O", "I", "k", "k"]);
	const { N } = matchShape("x", x.shape, ["N", "I", "H", "W"], { I });
	matchShape("styles", styles.shape, [N, I]);
	const modulated = mul(x, reshape(styles, [N, I, 1, 1]));
	const y = upFilter ? convUp2(modulated, weight, upFilter) : conv2d(modulated, weight, { pads: (k - 1) / 2 });
	return demodulate ? mul(y, reshape(demodulation(weight, styles), [N, O, 1, 1])) : y;
}

/** d[n, o] = 1 / √(Σ_{i,k} (weight[o, i, k] · styles[n, i])² + ε), shape [N, O]. */
function demodulation(weight: SymbolicTensor, styles: SymbolicTensor): SymbolicTensor {
	const energy = reduceSum(square(weight), [2, 3]); // [O, I]
	return rsqrt(add(matmul(square(styles), transpose(energy, [1, 0])), DEMODULATION_EPSILON));
}
