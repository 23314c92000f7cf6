/** Normalisation of latents (Karras et al. 2019, §2). */

import { add, mul } from "../ops/arithmetic.ts";
import { reduceMean } from "../ops/reductions.ts";
import { rsqrt, square } from "../ops/unary.ts";
import type { SymbolicTensor } from "../symbolic.ts";

const EPSILON = 1e-8;

/**
 * Scales to unit mean square along an axis: `x · rsqrt(mean(x²) + 1e-8)`.
 * @param axis  in [-rank, rank)
 * @returns     the shape of `x`. Throws `ShapeError` where there is no such axis.
 */
export function normalizeSecondMoment(x: SymbolicTensor, axis = 1): SymbolicTensor {
	return mul(x, rsqrt(add(reduceMean(square(x), [axis], true), EPSILON)));
}
