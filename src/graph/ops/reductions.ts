/**
 * Reductions over axes. `axes` may be negative and in any order; undefined means all axes, an empty list none. With
 * `keepDims` the reduced axes stay as axes of size 1, otherwise they go.
 */

import { ShapeError } from "../../tensor/errors.ts";
import { normalizeAxis, type Shape } from "../../tensor/shape.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { reshape } from "./reshape.ts";

type ReductionOp = "reduceSum" | "reduceMean" | "reduceMax" | "reduceMin";

/** Sum; 0 over an axis of size 0. */
export function reduceSum(x: SymbolicTensor, axes?: readonly number[], keepDims = false): SymbolicTensor {
	return reduction("reduceSum", x, axes, keepDims);
}

/** Mean. Throws `ShapeError` over an axis of size 0. */
export function reduceMean(x: SymbolicTensor, axes?: readonly number[], keepDims = false): SymbolicTensor {
	return reduction("reduceMean", x, axes, keepDims);
}

/** Largest element; the gradient is shared equally among equal ones. Throws `ShapeError` over an axis of size 0. */
export function reduceMax(x: SymbolicTensor, axes?: readonly number[], keepDims = false): SymbolicTensor {
	return reduction("reduceMax", x, axes, keepDims);
}

/** Smallest element; the gradient is shared equally among equal ones. Throws `ShapeError` over an axis of size 0. */
export function reduceMin(x: SymbolicTensor, axes?: readonly number[], keepDims = false): SymbolicTensor {
	return reduction("reduceMin", x, axes, keepDims);
}

/** The shape that is left; `axes` non-negative. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): number[] {
	if (keepDims) return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
	return shape.filter((_, axis) => !axes.includes(axis));
}

function reduction(
	op: ReductionOp,
	x: SymbolicTensor,
	axes: readonly number[] | undefined,
	keepDims: boolean,
): SymbolicTensor {
	const rank = x.shape.length;
	const wanted = (axes ?? x.shape.map((_, axis) => axis)).map((axis) => normalizeAxis(op, axis, rank));
	if (new Set(wanted).size !== wanted.length)
		throw new ShapeError(`${op}: an axis is listed twice in [${axes?.join(", ")}]`);
	if (wanted.every((axis) => x.shape[axis] === 1)) return reshape(x, reducedShape(x.shape, wanted, keepDims));
	return x.graph.apply(op, [x], { axes: wanted.sort((a, b) => a - b), keepDims });
}
