/** Importance sampling as graph nodes (eg3d.md §5). No gradient flows: samples lie where they lie. */

import { add, div, maximum, minimum, mul, sub } from "../../graph/ops/arithmetic.ts";
import { cast, less, where } from "../../graph/ops/comparison.ts";
import { gatherElements } from "../../graph/ops/indexing.ts";
import { expand, pad, reshape, sliceAxis } from "../../graph/ops/layout.ts";
import { reduceSum } from "../../graph/ops/reductions.ts";
import { cumsum } from "../../graph/ops/scan.ts";
import { detach } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { matchShape } from "../../tensor/shape.ts";
import { IMPORTANCE_PDF_FLOOR, IMPORTANCE_WEIGHT_FLOOR } from "./contract.ts";

/** Below this, a bin counts as empty and u falls on its start, as published. */
const EMPTY_BIN = 1e-5;

/**
 * Draws depths where the coarse pass saw something.
 * @param depths   [R, S] coarse depths, ascending; S ≥ 2
 * @param weights  [R, S - 1] of the coarse pass
 * @param u        [R, K] uniform in [0, 1)
 * @returns        [R, K] depths, in the order of u
 */
export function symbolicImportance(depths: SymbolicTensor, weights: SymbolicTensor, u: SymbolicTensor): SymbolicTensor {
	const { S } = matchShape("depths", depths.shape, ["R", "S"]);
	const middles = mul(add(sliceAxis(depths, 1, 0, S - 1), sliceAxis(depths, 1, 1, S)), 0.5); // [R, S - 1]
	if (S < 4) return expand(detach(sliceAxis(middles, 1, 0, 1)), u.shape); // no weight is left between the mid-points
	const smoothed = smooth(detach(weights)); // [R, S - 1]
	const inner = add(sliceAxis(smoothed, 1, 1, S - 2), IMPORTANCE_PDF_FLOOR); // [R, S - 3]
	return invertCdf(detach(middles), inner, u);
}

/** Max-pool (2, stride 1, padding 1), average-pool (2, stride 1), and a floor. [R, I] → [R, I] */
function smooth(weights: SymbolicTensor): SymbolicTensor {
	const { I } = matchShape("weights", weights.shape, ["R", "I"]);
	const padded = pad(weights, [0, 1], [0, 1]); // weights are ≥ 0, so zeros never win the maximum
	const pooled = maximum(sliceAxis(padded, 1, 0, I + 1), sliceAxis(padded, 1, 1, I + 2)); // [R, I + 1]
	const averaged = mul(add(sliceAxis(pooled, 1, 0, I), sliceAxis(pooled, 1, 1, I + 1)), 0.5);
	return add(averaged, IMPORTANCE_WEIGHT_FLOOR);
}

/**
 * @param bins     [R, B + 2] edges; the last is never reached, since the smoothed weights are one fewer than the
 *                 published code takes them for
 * @param weights  [R, B]
 */
function invertCdf(bins: SymbolicTensor, weights: SymbolicTensor, u: SymbolicTensor): SymbolicTensor {
	const { R, K } = matchShape("u", u.shape, ["R", "K"]);
	const { B } = matchShape("weights", weights.shape, [R, "B"]);
	const pdf = div(weights, reduceSum(weights, [1], true));
	const cdf = pad(cumsum(pdf, 1), [0, 1], [0, 0]); // [R, B + 1], starts with 0
	const isAbove = less(reshape(u, [R, K, 1]), reshape(cdf, [R, 1, B + 1])); // cdf > u
	const above = sub(B + 1, reduceSum(cast(isAbove, "float32"), [2])); // edges ≤ u: searchsorted from the right
	const below = cast(maximum(sub(above, 1), 0), "int64");
	const upper = cast(minimum(above, B), "int64");
	const cdfBelow = gatherElements(cdf, below, 1);
	const width = sub(gatherElements(cdf, upper, 1), cdfBelow);
	const safeWidth = where(less(width, EMPTY_BIN), 1, width);
	const start = gatherElements(bins, below, 1);
	const end = gatherElements(bins, upper, 1);
	return add(start, mul(div(sub(u, cdfBelow), safeWidth), sub(end, start)));
}
