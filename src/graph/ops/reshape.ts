/** The function of the `reshape` operation, and those that are nothing but a reshape. `layout.ts` exports them. */

import { ShapeError } from "../../tensor/errors.ts";
import { elementCount, formatShape, normalizeAxis, type Shape, sameShape } from "../../tensor/shape.ts";
import type { SymbolicTensor } from "../symbolic.ts";

/**
 * The same elements in row-major order under another shape.
 * @param shape  sizes; one of them may be -1 and is worked out
 * Throws `ShapeError` when the counts of elements differ.
 */
export function reshape(x: SymbolicTensor, shape: Shape): SymbolicTensor {
	const wanted = resolve(x.shape, shape);
	const { origin } = x;
	const source = origin.kind === "operation" && origin.op === "reshape" ? origin.inputs[0] : undefined;
	if (source) return reshape(source, wanted);
	return sameShape(x.shape, wanted) ? x : x.graph.apply("reshape", [x], { shape: wanted });
}

/** Takes out an axis of size 1. */
export function squeeze(x: SymbolicTensor, axis: number): SymbolicTensor {
	const at = normalizeAxis("squeeze", axis, x.shape.length);
	if (x.shape[at] !== 1) throw new ShapeError(`squeeze: axis ${at} of ${formatShape(x.shape)} has not size 1`);
	return reshape(x, x.shape.toSpliced(at, 1));
}

/** Puts in an axis of size 1 so that it becomes axis `axis` of the result. */
export function unsqueeze(x: SymbolicTensor, axis: number): SymbolicTensor {
	const at = normalizeAxis("unsqueeze", axis, x.shape.length + 1);
	return reshape(x, x.shape.toSpliced(at, 0, 1));
}

function resolve(from: Shape, to: Shape): number[] {
	const known = elementCount(to.filter((size) => size !== -1));
	const unknown = to.filter((size) => size === -1).length;
	const sizes = to.map((size) => (size === -1 ? elementCount(from) / known : size));
	if (
		unknown > 1 ||
		!sizes.every((size) => Number.isInteger(size) && size >= 0) ||
		elementCount(sizes) !== elementCount(from)
	) {
		throw new ShapeError(
			`reshape: ${formatShape(from)} has ${elementCount(from)} elements and cannot become ${formatShape(to)}`,
		);
	}
	return sizes;
}
