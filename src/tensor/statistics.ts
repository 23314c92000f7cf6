/** Means, quantiles and ranges of numbers: each has its one formula here. */

import { InputError } from "./errors.ts";

export function sum(values: ArrayLike<number>): number {
	let total = 0;
	for (let index = 0; index < values.length; index++) total += values[index] ?? 0;
	return total;
}

/** NaN of none. */
export function mean(values: ArrayLike<number>): number {
	return sum(values) / values.length;
}

/** Of as many numbers on both sides; NaN of none. */
export function meanSquaredDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
	let total = 0;
	for (let index = 0; index < one.length; index++) total += ((one[index] ?? 0) - (other[index] ?? 0)) ** 2;
	return total / one.length;
}

/** Peak signal-to-noise ratio of a mean squared difference, dB. @param peak  the largest value that there may be */
export function decibels(meanSquare: number, peak = 1): number {
	return 10 * Math.log10(peak ** 2 / meanSquare);
}

/**
 * Of ascending numbers, linear between the two nearest (Hyndman & Fan 1996, type 7); NaN of none.
 * @param share  0 is the least, 1 the largest
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
	const place = share * (sorted.length - 1);
	const below = Math.floor(place);
	const low = sorted[below] ?? Number.NaN;
	return low + ((sorted[below + 1] ?? low) - low) * (place - below);
}

/** The same of numbers in any order. Throws `InputError` where there are none. */
export function quantileOf(values: ArrayLike<number>, share: number): number {
	if (values.length === 0) throw new InputError("quantile: there are no values");
	return quantile(Float64Array.from(values).sort(), share);
}

/** Throws `InputError` where there are no numbers. */
export function median(values: ArrayLike<number>): number {
	return quantileOf(values, 0.5);
}

/** The least and the largest of all numbers of several lists; ±Infinity of none. */
export function rangeOfAll(lists: Iterable<ArrayLike<number>>): { readonly least: number; readonly most: number } {
	let least = Number.POSITIVE_INFINITY;
	let most = Number.NEGATIVE_INFINITY;
	for (const values of lists) {
		for (let index = 0; index < values.length; index++) {
			const value = values[index] ?? Number.NaN;
			least = Math.min(least, value);
			most = Math.max(most, value);
		}
	}
	return { least, most };
}
