/**
 * Importance sampling: fine depths where the coarse pass found something (eg3d.md §5; Mildenhall et al. 2020 §5.2).
 *
 * The weights of the S − 1 coarse intervals are widened by pooling, the first and the last are dropped, and the rest are
 * read as a density over the mid-points of the coarse depths. Inherited: there are S − 1 mid-points but only S − 3
 * weights between them, so the last mid-point is never reached, and with two or three coarse samples all fine samples
 * fall on the first mid-point.
 */

import { IMPORTANCE_PDF_FLOOR, IMPORTANCE_WEIGHT_FLOOR } from "./march/contract.ts";

/** A bin of the cumulative distribution that is narrower than this is not divided by. */
const NARROWEST_BIN = 1e-5;

/**
 * Fine depths of one ray, in the order of `u` (not sorted).
 * @param depths   [S] coarse depths, S ≥ 2
 * @param weights  [S − 1] weights of the coarse intervals
 * @param u        [K] uniform numbers in [0, 1), or `null` for the middles of K equal steps
 * @param count    K ≥ 0
 * @returns depths [K], world units along the ray
 */
export function importanceDepths(
	depths: Float64Array,
	weights: Float64Array,
	u: ArrayLike<number> | null,
	count: number,
): Float64Array {
	const middles = midpoints(depths);
	const cdf = cumulativeDistribution(smoothWeights(weights).subarray(1, -1));
	return Float64Array.from({ length: count }, (_, k) => invert(cdf, middles, u?.[k] ?? (k + 0.5) / count));
}

/**
 * Widens weights [n] to their neighbours: the mean of two maxima over two, plus a floor.
 * (Maximum over 2 with stride 1 and padding 1, then mean over 2 with stride 1: max(w[i−1], w[i]) and max(w[i], w[i+1]).)
 */
export function smoothWeights(weights: Float64Array): Float64Array {
	return weights.map((weight, i) => {
		const before = Math.max(weights[i - 1] ?? weight, weight);
		const after = Math.max(weight, weights[i + 1] ?? weight);
		return (before + after) / 2 + IMPORTANCE_WEIGHT_FLOOR;
	});
}

/** Mid-points [n − 1] between neighbours of values [n]. */
export function midpoints(values: Float64Array): Float64Array {
	return values.subarray(1).map((value, i) => ((values[i] ?? value) + value) / 2);
}

/** Running sum [n + 1] from 0 to 1 of weights [n], each raised by a floor. */
export function cumulativeDistribution(weights: Float64Array): Float64Array {
	const raised = weights.map((weight) => weight + IMPORTANCE_PDF_FLOOR);
	const total = raised.reduce((sum, weight) => sum + weight, 0);
	const cdf = new Float64Array(weights.length + 1);
	raised.forEach((weight, i) => {
		cdf[i + 1] = (cdf[i] ?? 0) + weight / total;
	});
	return cdf;
}

/** The value at which the distribution reaches `u`, linear within a bin. `values` may be longer than `cdf`. */
function invert(cdf: Float64Array, values: Float64Array, u: number): number {
	const right = firstAbove(cdf, u);
	const below = Math.max(right - 1, 0);
	const above = Math.min(right, cdf.length - 1);
	const [cdfBelow = 0, cdfAbove = 0] = [cdf[below], cdf[above]];
	const [valueBelow = 0, valueAbove = 0] = [values[below], values[above]];
	const width = cdfAbove - cdfBelow;
	const share = (u - cdfBelow) / (width < NARROWEST_BIN ? 1 : width);
	return valueBelow + share * (valueAbove - valueBelow);
}

/** Index of the first element greater than `u`, or the length where there is none ("searchsorted, right"). */
function firstAbove(ascending: Float64Array, u: number): number {
	let [low, high] = [0, ascending.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ascending[middle] ?? 0) > u) high = middle;
		else low = middle + 1;
	}
	return low;
}
