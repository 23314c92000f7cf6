/**
 * Running products, as log2(n) products of the tensor with itself shifted (Hillis & Steele 1986). ONNX has no such
 * operator; sums of logarithms would lose zeros and signs. This is exact with zeros and differentiable to any order.
 */

import { normalizeAxis } from "../../tensor/shape.ts";
import { mul } from "../ops/arithmetic.ts";
import { concat, expand, sliceAxis } from "../ops/layout.ts";
import type { SymbolicTensor } from "../symbolic.ts";

export interface CumprodOptions {
	/** Leave the element itself out of its product: products start at 1. */
	readonly exclusive?: boolean;
}

/**
 * Running product along an axis.
 * @param axis  in [-rank, rank)
 * @returns     the shape of `x`. Throws `ShapeError` where there is no such axis.
 */
export function cumprod(x: SymbolicTensor, axis: number, { exclusive = false }: CumprodOptions = {}): SymbolicTensor {
	const at = normalizeAxis("cumprod", axis, x.shape.length);
	const size = x.shape[at] ?? 0;
	if (size === 0) return x;
	let products = exclusive ? shift(x, at, 1) : x;
	for (let distance = 1; distance < size; distance *= 2) products = mul(products, shift(products, at, distance));
	return products;
}

/** Moves everything by `distance` towards the end of an axis; ones come in. */
function shift(x: SymbolicTensor, axis: number, distance: number): SymbolicTensor {
	const size = x.shape[axis] ?? 0;
	const ones = expand(x.graph.scalar(1, x.dtype), x.shape.with(axis, distance));
	return distance === size ? ones : concat([ones, sliceAxis(x, axis, 0, size - distance)], axis);
}
