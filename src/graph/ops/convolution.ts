/** Two-dimensional convolution (cross-correlation, as everywhere in deep learning) and its transpose, NCHW. */

import type { SymbolicTensor } from "../symbolic.ts";
import type { ConvAttributes } from "./attributes.ts";

type Pair = readonly [number, number];

export interface ConvOptions {
	/** One number for both axes, or [vertical, horizontal]; default 1. */
	readonly strides?: number | Pair;
	/** Zero padding: one number for all sides, or [top, left, bottom, right]; default 0. */
	readonly pads?: number | readonly [number, number, number, number];
	/** Distance of the kernel's taps; default 1. */
	readonly dilations?: number | Pair;
	/** Groups of channels that are convolved apart; default 1. */
	readonly groups?: number;
}

export interface BiasedConvOptions extends ConvOptions {
	/** [O], added to the result: quicker than adding it afterwards. Default none. */
	readonly bias?: SymbolicTensor | undefined;
}

export interface ConvTransposeOptions extends ConvOptions {
	/** Rows and columns added to the result at the bottom and right, less than the stride; default 0. */
	readonly outputPadding?: number | Pair;
}

/**
 * Convolution, `result[y] = Σ weight[k] · x[y · stride − pad + k · dilation]`.
 * @param x       [N, I, H, W]
 * @param weight  [O, I / groups, kh, kw]
 * @returns       [N, O, h, w], h = ⌊(H + top + bottom − dilation · (kh − 1) − 1) / stride⌋ + 1. Throws `ShapeError`
 *                where channels and groups disagree or nothing is left.
 */
export function conv2d(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	{ bias, ...options }: BiasedConvOptions = {},
): SymbolicTensor {
	return x.graph.apply("conv", bias ? [x, weight, bias] : [x, weight], convAttributes(options));
}

/**
 * The transpose (adjoint) of `conv2d`, `result[y · stride − pad + k · dilation] += weight[k] · x[y]`.
 * @param x       [N, I, H, W]
 * @param weight  [I, O / groups, kh, kw]
 * @returns       [N, O, h, w], h = (H − 1) · stride − top − bottom + dilation · (kh − 1) + 1 + outputPadding. Throws
 *                `ShapeError` where channels and groups disagree or nothing is left.
 */
export function convTranspose2d(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	{ outputPadding = 0, ...options }: ConvTransposeOptions = {},
): SymbolicTensor {
	const attributes = { ...convAttributes(options), outputPadding: pair(outputPadding) };
	return x.graph.apply("convTranspose", [x, weight], attributes);
}

function convAttributes({ strides = 1, pads = 0, dilations = 1, groups = 1 }: ConvOptions): ConvAttributes {
	return {
		strides: pair(strides),
		pads: typeof pads === "number" ? [pads, pads, pads, pads] : pads,
		dilations: pair(dilations),
		groups,
	};
}

function pair(value: number | Pair): Pair {
	return typeof value === "number" ? [value, value] : value;
}
