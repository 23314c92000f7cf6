/**
 * Confidence intervals of means by the percentile bootstrap (Efron 1979): the sample is drawn again from itself, with
 * replacement, many times; the interval holds the middle share of the means that come out.
 *
 * Nothing is assumed of the distribution. With few numbers the interval is too narrow: of 2000 normal samples a nominal
 * 95 % held the truth in 83 % with n = 5, 90 % with n = 10, 93 % with n = 16. Seeded, and so repeatable.
 */

import { InputError } from "../../tensor/errors.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { mean, quantile } from "../../tensor/statistics.ts";

export interface BootstrapOptions {
	/** How many times the sample is drawn again. */
	readonly resamples: number;
	/** Share of means inside the interval, between 0 and 1. */
	readonly confidence: number;
	readonly seed: number;
}

export const BOOTSTRAP_DEFAULTS: BootstrapOptions = Object.freeze({ resamples: 1000, confidence: 0.95, seed: 0 });

/** A mean and where it may lie; all `null` where there is no number. */
export interface Estimate {
	readonly mean: number | null;
	/** Lower and upper end of the interval. */
	readonly low: number | null;
	readonly high: number | null;
	/** How many numbers it comes from. */
	readonly count: number;
}

/** Mean of the numbers that are there. */
export function bootstrapMean(
	values: readonly (number | null)[],
	options: BootstrapOptions = BOOTSTRAP_DEFAULTS,
): Estimate {
	const present = values.filter((value) => value !== null);
	if (present.length === 0) return { mean: null, low: null, high: null, count: 0 };
	const means = resampledMeans(present, options, new RandomState(options.seed));
	return { mean: mean(present), ...middle(means, options.confidence), count: present.length };
}

/** Difference of the means of two samples that have nothing to do with each other: first minus second. */
export function bootstrapDifference(
	first: readonly (number | null)[],
	second: readonly (number | null)[],
	options: BootstrapOptions = BOOTSTRAP_DEFAULTS,
): Estimate {
	const [a, b] = [first, second].map((values) => values.filter((value) => value !== null));
	const count = Math.min(a?.length ?? 0, b?.length ?? 0);
	if (!(a && b && count > 0)) return { mean: null, low: null, high: null, count };
	const random = new RandomState(options.seed);
	const ofSecond = resampledMeans(b, options, random);
	const differences = resampledMeans(a, options, random).map((value, index) => value - (ofSecond[index] ?? 0));
	return { mean: mean(a) - mean(b), ...middle(differences, options.confidence), count };
}

function resampledMeans(
	values: readonly number[],
	{ resamples, confidence }: BootstrapOptions,
	random: RandomState,
): Float64Array {
	if (!(Number.isInteger(resamples) && resamples >= 1 && confidence > 0 && confidence < 1)) {
		throw new InputError(
			`bootstrap: ${resamples} resamples, confidence ${confidence}; want a whole number and a share between 0 and 1`,
		);
	}
	return Float64Array.from({ length: resamples }, () => {
		let sum = 0;
		for (const draw of random.rand(values.length)) sum += values[Math.floor(draw * values.length)] ?? 0;
		return sum / values.length;
	});
}

function middle(means: Float64Array, confidence: number): { low: number; high: number } {
	const sorted = means.toSorted();
	return { low: quantile(sorted, (1 - confidence) / 2), high: quantile(sorted, (1 + confidence) / 2) };
}
