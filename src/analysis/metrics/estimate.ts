/** Numbers with intervals: how far another run with other random numbers may be from this one. */

import { InputError } from "../../tensor/errors.ts";
import { mean } from "../../tensor/statistics.ts";

/** A value and its 95 % confidence interval; `null` where one measurement says nothing of its own scatter. */
export interface MetricValue {
	readonly value: number;
	readonly interval: readonly [low: number, high: number] | null;
	/** Where the interval comes from. */
	readonly intervalFrom: "repetitions" | "items" | "jackknife" | "shares" | "none";
}

/** Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom; beyond, 1.96 + 2.4 / degrees is within 0.3 %. */
// biome-ignore format: one table
const STUDENT_95 = [
	12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
	2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const NORMAL_95 = 1.959964;

/** Two-sided 95 % point of Student's t. */
export function studentPoint(degrees: number): number {
	return STUDENT_95[degrees - 1] ?? NORMAL_95 + 2.4 / degrees;
}

export function meanOf(values: readonly number[]): number {
	if (values.length === 0) throw new InputError("mean: of no values");
	return mean(values);
}

/** The mean of independent measurements, with Student's interval. */
export function estimateOfMean(values: readonly number[], from: "repetitions" | "items"): MetricValue {
	const value = meanOf(values);
	if (values.length < 2) return { value, interval: null, intervalFrom: "none" };
	const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (values.length - 1);
	const reach = studentPoint(values.length - 1) * Math.sqrt(variance / values.length);
	return { value, interval: [value - reach, value + reach], intervalFrom: from };
}

/**
 * The interval of a statistic of a whole set from its values with one of G equal groups left out (Shao & Tu 1995, §2.3):
 * the variance is (G − 1) / G · Σ (value − mean)².
 */
export function estimateByJackknife(value: number, withoutGroups: readonly number[]): MetricValue {
	const groups = withoutGroups.length;
	if (groups < 2) return { value, interval: null, intervalFrom: "none" };
	const mean = meanOf(withoutGroups);
	const sum = withoutGroups.reduce((total, one) => total + (one - mean) ** 2, 0);
	const reach = studentPoint(groups - 1) * Math.sqrt(((groups - 1) / groups) * sum);
	return { value, interval: [value - reach, value + reach], intervalFrom: "jackknife" };
}

/** A share of independent yes-or-no results, with Wilson's interval (1927), which is right near 0 and 1 too. */
export function estimateOfShare(hits: number, count: number): MetricValue {
	if (count < 1) throw new InputError("share: of no items");
	const share = hits / count;
	const z2 = NORMAL_95 ** 2 / count;
	const centre = (share + z2 / 2) / (1 + z2);
	const reach = (NORMAL_95 / (1 + z2)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count));
	return { value: share, interval: [Math.max(centre - reach, 0), Math.min(centre + reach, 1)], intervalFrom: "shares" };
}
