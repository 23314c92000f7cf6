/**
 * Functions that move elements and compute nothing, for any dtype. What changes nothing returns its input.
 *
 * `sumToShape`, the reverse of broadcasting, is here too, since every gradient rule needs it beside these.
 */

import { ShapeError } from "../../tensor/errors.ts";
import { broadcastShapes, formatShape, normalizeAxis, type Shape, sameShape } from "../../tensor/shape.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { reduceSum } from "./reductions.ts";
import { reshape, unsqueeze } from "./reshape.ts";

export { reshape, squeeze, unsqueeze } from "./reshape.ts";

/** Axis i of the result is axis `permutation[i]` of x. Throws `ShapeError` unless every axis is named once. */
export function transpose(x: SymbolicTensor, permutation: readonly number[]): SymbolicTensor {
	const rank = x.shape.length;
	const axes = permutation.map((axis) => normalizeAxis("transpose", axis, rank));
	if (axes.length !== rank || new Set(axes).size !== rank) {
		throw new ShapeError(
			`transpose: [${permutation.join(", ")}] is no permutation of the axes of ${formatShape(x.shape)}`,
		);
	}
	const { origin } = x;
	if (origin.kind === "operation" && origin.op === "transpose" && origin.inputs[0]) {
		const before = origin.attributes.permutation;
		return transpose(
			origin.inputs[0],
			axes.map((axis) => before[axis] ?? axis),
		);
	}
	if (axes.every((axis, i) => axis === i)) return x;
	return x.graph.apply("transpose", [x], { permutation: axes });
}

/** Repeats axes of size 1, and adds leading ones, up to `shape`. Throws `ShapeError` where x does not broadcast. */
export function expand(x: SymbolicTensor, shape: Shape): SymbolicTensor {
	if (!sameShape(broadcastShapes("expand", x.shape, shape), shape)) {
		throw new ShapeError(`expand: ${formatShape(x.shape)} does not broadcast to ${formatShape(shape)}`);
	}
	if (sameShape(x.shape, shape)) return x;
	const { origin } = x;
	const source = origin.kind === "operation" && origin.op === "expand" ? origin.inputs[0] : undefined;
	return x.graph.apply("expand", [source ?? x], { shape: [...shape] });
}

/** The reverse of broadcasting: sums over the axes that `expand(…, x.shape)` of a tensor of `shape` would repeat. */
export function sumToShape(x: SymbolicTensor, shape: Shape): SymbolicTensor {
	if (sameShape(x.shape, shape)) return x;
	if (!sameShape(broadcastShapes("sumToShape", x.shape, shape), x.shape)) {
		throw new ShapeError(`sumToShape: ${formatShape(shape)} does not broadcast to ${formatShape(x.shape)}`);
	}
	const lead = x.shape.length - shape.length;
	const repeated = x.shape.flatMap((size, axis) => (axis < lead || shape[axis - lead] !== size ? [axis] : []));
	return reshape(reduceSum(x, repeated), shape);
}

/** One entry per axis. */
export interface SliceRange {
	/** First index taken; negative counts from the end. */
	readonly starts: readonly number[];
	/** First index not taken; negative counts from the end. */
	readonly ends: readonly number[];
	/** Distance between indices taken, ≥ 1; default 1. */
	readonly steps?: readonly number[];
}

/** A box out of x. Throws `ShapeError` where a range lies outside of x. */
export function slice(x: SymbolicTensor, range: SliceRange): SymbolicTensor {
	const { shape } = x;
	const steps = range.steps ?? shape.map(() => 1);
	if ([range.starts, range.ends, steps].some((list) => list.length !== shape.length)) {
		throw new ShapeError(`slice: starts, ends and steps want one entry for each of the ${shape.length} axes of x`);
	}
	const absolute = (index: number, axis: number): number => (index < 0 ? index + (shape[axis] ?? 0) : index);
	const starts = range.starts.map(absolute);
	const ends = range.ends.map(absolute);
	const whole = shape.every((size, axis) => starts[axis] === 0 && ends[axis] === size && steps[axis] === 1);
	return whole ? x : x.graph.apply("slice", [x], { starts, ends, steps: [...steps] });
}

/** Indices `start`, `start + step`, … below `end` along one axis; negative ones count from the end. */
export function sliceAxis(x: SymbolicTensor, axis: number, start: number, end: number, step = 1): SymbolicTensor {
	const at = normalizeAxis("slice", axis, x.shape.length);
	return slice(x, {
		starts: x.shape.map((_, i) => (i === at ? start : 0)),
		ends: x.shape.map((size, i) => (i === at ? end : size)),
		steps: x.shape.map((_, i) => (i === at ? step : 1)),
	});
}

/** Consecutive pieces along an axis. Throws `ShapeError` unless the sizes add up to the axis. */
export function split(x: SymbolicTensor, axis: number, sizes: readonly number[]): SymbolicTensor[] {
	const at = normalizeAxis("split", axis, x.shape.length);
	const total = sizes.reduce((sum, size) => sum + size, 0);
	if (total !== x.shape[at]) {
		throw new ShapeError(`split: sizes [${sizes.join(", ")}] add up to ${total}, axis ${at} has ${x.shape[at]}`);
	}
	let start = 0;
	return sizes.map((size) => {
		start += size;
		return sliceAxis(x, at, start - size, start);
	});
}

/** Zeros around x: `before` and `after` have one entry per axis. */
export function pad(x: SymbolicTensor, before: readonly number[], after: readonly number[]): SymbolicTensor {
	const none = before.every((size) => size === 0) && after.every((size) => size === 0);
	if (none && before.length === x.shape.length && after.length === x.shape.length) return x;
	return x.graph.apply("pad", [x], { before: [...before], after: [...after] });
}

/** Tensors one after the other along an axis; their other axes agree. Throws `ShapeError` when there is none. */
export function concat(tensors: readonly SymbolicTensor[], axis: number): SymbolicTensor {
	const [first] = tensors;
	if (!first) throw new ShapeError("concat: no tensors, want at least one");
	const at = normalizeAxis("concat", axis, first.shape.length);
	return tensors.length === 1 ? first : first.graph.apply("concat", tensors, { axis: at });
}

/** Tensors of one shape along a new axis of the result. */
export function stack(tensors: readonly SymbolicTensor[], axis: number): SymbolicTensor {
	return concat(
		tensors.map((tensor) => unsqueeze(tensor, axis)),
		axis,
	);
}

/** Reverses the order along axes. */
export function flip(x: SymbolicTensor, axes: readonly number[]): SymbolicTensor {
	const wanted = [...new Set(axes.map((axis) => normalizeAxis("flip", axis, x.shape.length)))].sort((a, b) => a - b);
	const lasting = wanted.filter((axis) => x.shape[axis] !== 1);
	return lasting.length === 0 ? x : x.graph.apply("flip", [x], { axes: lasting });
}
