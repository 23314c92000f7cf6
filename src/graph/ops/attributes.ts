/**
 * The operations and their attributes. Adding a line here makes the compiler ask for a definition in `table.ts`.
 */

import type { DType } from "../../tensor/dtype.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { OpDefinition } from "../op-definition.ts";

export type NoAttributes = Readonly<Record<string, never>>;

export interface AxesAttributes {
	/** Non-negative, ascending. */
	readonly axes: readonly number[];
	readonly keepDims: boolean;
}

export interface ConvAttributes {
	readonly strides: readonly [number, number];
	/** top, left, bottom, right */
	readonly pads: readonly [number, number, number, number];
	readonly dilations: readonly [number, number];
	readonly groups: number;
}

export interface OpAttributes {
	// arithmetic.ts – elementwise with NumPy broadcasting
	add: NoAttributes;
	sub: NoAttributes;
	mul: NoAttributes;
	div: NoAttributes;
	maximum: NoAttributes;
	minimum: NoAttributes;
	pow: NoAttributes;
	// unary.ts – elementwise
	neg: NoAttributes;
	abs: NoAttributes;
	sign: NoAttributes;
	floor: NoAttributes;
	exp: NoAttributes;
	log: NoAttributes;
	sqrt: NoAttributes;
	reciprocal: NoAttributes;
	sin: NoAttributes;
	cos: NoAttributes;
	/** The same values, but no gradient flows. */
	detach: NoAttributes;
	// activations.ts
	sigmoid: NoAttributes;
	tanh: NoAttributes;
	softplus: NoAttributes;
	/** softplus right to 1e-6 absolutely, not relatively. */
	softplusAbsolute: NoAttributes;
	leakyRelu: { readonly slope: number };
	/** The slope of leakyRelu: 1 where x > 0, `slope` elsewhere. */
	leakyReluSlope: { readonly slope: number };
	clip: { readonly min: number; readonly max: number };
	/** The slope of clip: 1 where min ≤ x ≤ max, 0 elsewhere. */
	clipSlope: { readonly min: number; readonly max: number };
	// comparison.ts – results are bool
	less: NoAttributes;
	greater: NoAttributes;
	equal: NoAttributes;
	where: NoAttributes;
	cast: { readonly to: DType };
	// reductions.ts
	reduceSum: AxesAttributes;
	reduceMean: AxesAttributes;
	reduceMax: AxesAttributes;
	reduceMin: AxesAttributes;
	// layout.ts
	reshape: { readonly shape: Shape };
	transpose: { readonly permutation: readonly number[] };
	expand: { readonly shape: Shape };
	slice: {
		/** One entry per axis: start (inclusive), end (exclusive), step ≥ 1; all non-negative. */
		readonly starts: readonly number[];
		readonly ends: readonly number[];
		readonly steps: readonly number[];
	};
	/** Zero padding; one entry per axis, non-negative. */
	pad: { readonly before: readonly number[]; readonly after: readonly number[] };
	concat: { readonly axis: number };
	flip: { readonly axes: readonly number[] };
	// matmul.ts – batched, leading axes broadcast
	matmul: NoAttributes;
	// convolution.ts – NCHW; weight [O, I/groups, kh, kw], and [I, O/groups, kh, kw] for the transposed one
	/** x, weight, and optionally a bias [O]. */
	conv: ConvAttributes;
	convTranspose: ConvAttributes & { readonly outputPadding: readonly [number, number] };
	// indexing.ts
	/** Takes slices along an axis by int64 indices of any shape. */
	gather: { readonly axis: number };
	/** Takes rows [R, C] in the order of a permutation of their indices [R]. */
	permuteRows: NoAttributes;
	/** Takes single elements along an axis; indices have the result's shape. */
	gatherElements: { readonly axis: number };
	/** data + updates added at indices along an axis (indices and updates of one shape). */
	scatterAddElements: { readonly axis: number };
	/** data [R, C] + updates [P, C] added to rows indices [P]. */
	scatterAddRows: NoAttributes;
	// sorting.ts
	/** Indices (int64) that sort along the last axis, ascending. */
	argsort: NoAttributes;
	/** Indices (int64) of the k largest along the last axis, descending. */
	argTopK: { readonly k: number };
	// scan.ts
	cumsum: { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean };
	// grid-sample.ts – bilinear, zeros outside, align_corners = false; x [N, C, H, W], grid [N, h, w, 2]
	gridSample: NoAttributes;
}

export type OpName = keyof OpAttributes;

export type OpTable = { readonly [K in OpName]: OpDefinition<OpAttributes[K]> };
