/** Numbers about numbers: summaries and histograms. */

import { mean, quantile } from "../../tensor/statistics.ts";

/** Of finite numbers; all `NaN` but `count` when there are none. */
export interface Summary {
	readonly count: number;
	readonly least: number;
	readonly percentile5: number;
	readonly median: number;
	readonly percentile95: number;
	readonly most: number;
	readonly mean: number;
	/** Standard deviation, of the numbers as a whole. */
	readonly deviation: number;
}

/** Bins of equal width from `from` to `to`. */
export interface Histogram {
	readonly from: number;
	readonly to: number;
	readonly counts: readonly number[];
}

export interface Range {
	readonly from: number;
	readonly to: number;
}

/** Percentiles are interpolated between the two nearest numbers. */
export function summarize(values: readonly number[]): Summary {
	const sorted = Float64Array.from(values).sort();
	const middle = mean(values);
	const variance = mean(values.map((value) => (value - middle) ** 2));
	return {
		count: values.length,
		least: quantile(sorted, 0),
		percentile5: quantile(sorted, 0.05),
		median: quantile(sorted, 0.5),
		percentile95: quantile(sorted, 0.95),
		most: quantile(sorted, 1),
		mean: middle,
		deviation: Math.sqrt(variance),
	};
}

/** Counts numbers into `bins`; the upper border belongs to the last bin, numbers outside count in the outermost ones. */
export function histogram(values: readonly number[], { from, to }: Range, bins: number): Histogram {
	const counts = new Array<number>(bins).fill(0);
	for (const value of values) {
		const bin = binOf(value, { from, to }, bins);
		counts[bin] = (counts[bin] ?? 0) + 1;
	}
	return { from, to, counts };
}

/** The bin of a number, from 0. */
export function binOf(value: number, { from, to }: Range, bins: number): number {
	return Math.min(Math.max(Math.floor(((value - from) / (to - from)) * bins), 0), bins - 1);
}

/**
 * From the smallest to the largest number. Where all are nearly equal the range is widened about them, so that they lie
 * in the middle of one of the `bins` and not on a border.
 */
export function rangeOf(values: readonly number[], bins: number): Range {
	let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		from = Math.min(from, value);
		to = Math.max(to, value);
	}
	if (from > to) return { from: 0, to: 1 };
	const middle = (from + to) / 2;
	const narrowest = Math.max(Math.abs(middle) * 0.01, 1e-6);
	if (to - from >= narrowest) return { from, to };
	const widened = middle - (narrowest * (Math.floor(bins / 2) + 0.5)) / bins;
	return { from: widened, to: widened + narrowest };
}

/** From −x to x, where x is the next multiple of `step` that takes in all numbers. */
export function symmetricRange(values: readonly number[], step: number): Range {
	const farthest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	const to = Math.max(1, Math.ceil(farthest / step)) * step;
	return { from: -to, to };
}
