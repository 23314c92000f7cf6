/** Quantiles of numbers, linear between neighbours (Hyndman & Fan 1996, type 7). */

import { InputError } from "../../tensor/errors.ts";

/** @param share  0 is the least, 1 the largest */
export function quantile(values: ArrayLike<number>, share: number): number {
	const sorted = Float64Array.from(values).sort();
	if (sorted.length === 0) throw new InputError("quantile: there are no values");
	const at = share * (sorted.length - 1);
	const below = Math.floor(at);
	const low = sorted[below] ?? Number.NaN;
	const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
	return low + (at - below) * (high - low);
}

export function median(values: ArrayLike<number>): number {
	return quantile(values, 0.5);
}
