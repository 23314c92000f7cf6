/**
 * Modulated convolution (Karras et al. 2020, §2.2; eg3d.md §3).
 *
 * The published function scales the weight per sample and convolves each sample with its own. Scaling the input by
 * the styles, convolving with the shared weight and scaling the output by the demodulation factors is the same
 * function; it keeps the weight constant, so that ONNX Runtime packs it once.
 */

import { convByRows } from "../graph/functions/conv-by-rows.ts";
import { convUp2 } from "../graph/functions/conv-resample.ts";
import { normalizeSecondMoment } from "../graph/functions/normalize.ts";
import { add, mul } from "../graph/ops/arithmetic.ts";
import { cast } from "../graph/ops/comparison.ts";
import { conv2d } from "../graph/ops/convolution.ts";
import { expand, reshape, transpose } from "../graph/ops/layout.ts";
import { matmul } from "../graph/ops/matmul.ts";
import { reduceSum } from "../graph/ops/reductions.ts";
import { rsqrt, square } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";
import { type GraphTarget, upMethod } from "./target.ts";

const DEMODULATION_EPSILON = 1e-8;

/** From how many rows, and channels squared, `convByRows` is quicker: 64 channels gain a fifth, 32 nothing. */
const BY_ROWS = { rows: 16, channelsSquared: 64 ** 2 } as const;

export interface ModulatedConvOptions {
	/** [O] */
	readonly bias: SymbolicTensor;
	/** FIR filter [4, 4] of the doubling convolution; `null` (default) keeps the resolution. */
	readonly upFilter?: Float32Tensor | null;
	/** Factor on the result, bias included; default 1. */
	readonly gain?: number;
	/** Default `any`. */
	readonly target?: GraphTarget;
}

/**
 * With demodulation: each result channel has the variance of x where the channels of x are independent.
 * @param x       [N, I, H, W], float32 or float16; everything else is float32
 * @param weight  [O, I, k, k]
 * @param styles  [N, I]
 * @returns       [N, O, H, W], or [N, O, 2H, 2W] with `upFilter`
 */
export function modulatedConv2d(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	styles: SymbolicTensor,
	{ bias, upFilter = null, gain = 1, target = "any" }: ModulatedConvOptions,
): SymbolicTensor {
	const { O, I } = matchShape("weight", weight.shape, ["O", "I", "k", "k"]);
	const { N } = matchShape("x", x.shape, ["N", "I", "H", "W"], { I });
	matchShape("styles", styles.shape, [N, I]);
	matchShape("bias", bias.shape, [O]);
	const scaled = x.dtype === "float16" ? withinHalfFloats(weight, styles) : { weight, styles };
	const modulated = mul(x, cast(reshape(scaled.styles, [N, I, 1, 1]), x.dtype));
	const kernel = cast(scaled.weight, x.dtype);
	const y = upFilter ? doubled(modulated, kernel, upFilter, target) : sameSize(modulated, kernel, target);
	const factors = mul(demodulation(scaled.weight, scaled.styles), gain);
	return scaleChannels(y, cast(factors, x.dtype), cast(mul(bias, gain), x.dtype), target);
}

/**
 * Without demodulation, 1×1: features to colours.
 * @param x       [N, I, H, W]
 * @param weight  [O, I, 1, 1]
 * @param styles  [N, I]
 * @param bias    [O]
 * @returns       [N, O, H, W]
 */
export function modulatedProjection(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	styles: SymbolicTensor,
	bias: SymbolicTensor,
	target: GraphTarget = "any",
): SymbolicTensor {
	const { I } = matchShape("weight", weight.shape, ["O", "I", 1, 1]);
	const { N } = matchShape("x", x.shape, ["N", "I", "H", "W"], { I });
	matchShape("styles", styles.shape, [N, I]);
	// The weight is so small that nothing is lost by packing it at every run, and x is read once.
	if (target === "cpu" && N === 1) return conv2d(x, mul(weight, reshape(styles, [1, I, 1, 1])), { bias });
	const modulated = mul(x, cast(reshape(styles, [N, I, 1, 1]), x.dtype));
	return conv2d(modulated, cast(weight, x.dtype), { bias: cast(bias, x.dtype) });
}

function doubled(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	filter: Float32Tensor,
	target: GraphTarget,
): SymbolicTensor {
	return convUp2(x, weight, filter, { method: upMethod(target) });
}

function sameSize(x: SymbolicTensor, weight: SymbolicTensor, target: GraphTarget): SymbolicTensor {
	const { O, I, k } = matchShape("weight", weight.shape, ["O", "I", "k", "k"]);
	const [, , H = 0] = x.shape;
	const paysByRows = k === 3 && H % 4 === 0 && H >= BY_ROWS.rows && O * I >= BY_ROWS.channelsSquared;
	return target === "cpu" && paysByRows ? convByRows(x, weight) : conv2d(x, weight, { pads: (k - 1) / 2 });
}

/**
 * Half floats end at 65504, which sums over channels can pass. Weight and styles of mean square 1 / fan-in and 1 keep
 * them near the size of x; demodulation takes such factors back.
 */
function withinHalfFloats(
	weight: SymbolicTensor,
	styles: SymbolicTensor,
): { readonly weight: SymbolicTensor; readonly styles: SymbolicTensor } {
	const { I, k } = matchShape("weight", weight.shape, ["O", "I", "k", "k"]);
	return { weight: mul(weight, 1 / Math.sqrt(I * k * k)), styles: normalizeSecondMoment(styles) };
}

/** d[n, o] = 1 / √(Σ_{i,k} (weight[o, i, k] · styles[n, i])² + ε), shape [N, O]. */
function demodulation(weight: SymbolicTensor, styles: SymbolicTensor): SymbolicTensor {
	const energy = reduceSum(square(weight), [2, 3]); // [O, I]
	return rsqrt(add(matmul(square(styles), transpose(energy, [1, 0])), DEMODULATION_EPSILON));
}

/**
 * y · scale + bias. For the CPU it is a depthwise 1×1 convolution: one pass over memory, and a leaky ReLU that follows
 * is part of it.
 * @param scale  [N, C]
 * @param bias   [C]
 */
function scaleChannels(
	y: SymbolicTensor,
	scale: SymbolicTensor,
	bias: SymbolicTensor,
	target: GraphTarget,
): SymbolicTensor {
	const { N, C, H, W } = matchShape("y", y.shape, ["N", "C", "H", "W"]);
	if (target === "any") return add(mul(y, reshape(scale, [N, C, 1, 1])), reshape(bias, [1, C, 1, 1]));
	const images = N * C;
	const scaled = conv2d(reshape(y, [1, images, H, W]), reshape(scale, [images, 1, 1, 1]), {
		groups: images,
		bias: reshape(expand(reshape(bias, [1, C]), [N, C]), [images]),
	});
	return reshape(scaled, [N, C, H, W]);
}
