/** Ridge regression (Hoerl & Kennard 1970) from features to a few numbers, in float64, by Cholesky's method. */

import { InputError } from "../../tensor/errors.ts";
import { choleskyInPlace, solveCholesky } from "./cholesky.ts";

/** Rows of numbers, such as the features of images. */
export interface Rows {
	readonly count: number;
	/** Numbers of a row. */
	readonly dimension: number;
	/** Row by row. */
	readonly data: Float32Array;
}

/** A fitted estimator. */
export interface Regression {
	readonly mean: Float64Array;
	/** Features are divided by these. */
	readonly deviation: Float64Array;
	/** [targets, D] */
	readonly weights: readonly Float64Array[];
	/** [targets] */
	readonly offsets: readonly number[];
}

/**
 * Minimises Σ (target − estimate)² + penalty · count · |weights|², over features brought to mean 0 and deviation 1.
 * @param targets  one list of `count` numbers per quantity
 */
export function fitRidge(features: Rows, targets: readonly (readonly number[])[], penalty: number): Regression {
	const { count, dimension: D } = features;
	if (targets.some((values) => values.length !== count)) {
		throw new InputError(`ridge: targets of another number than ${count} rows`);
	}
	const { mean, deviation } = scaling(features);
	const x = standardized(features, mean, deviation);
	const normal = new Float64Array(D * D);
	for (let row = 0; row < count; row++) {
		const line = x.subarray(row * D, (row + 1) * D);
		for (let i = 0; i < D; i++) {
			const factor = line[i]!;
			for (let j = 0, at = i * D; j <= i; j++, at++) normal[at]! += factor * line[j]!;
		}
	}
	for (let i = 0; i < D; i++) normal[i * D + i]! += penalty * count;
	choleskyInPlace(normal, D);
	const offsets = targets.map((values) => values.reduce((sum, value) => sum + value, 0) / count);
	const weights = targets.map((values, target) => {
		const right = new Float64Array(D);
		for (let row = 0; row < count; row++) {
			const residual = (values[row] ?? 0) - (offsets[target] ?? 0);
			for (let i = 0; i < D; i++) right[i]! += residual * x[row * D + i]!;
		}
		return solveCholesky(normal, D, right);
	});
	return { mean, deviation, weights, offsets };
}

/** One estimate as a sum over the features as they are: Σ slope · feature + offset. */
export function affineRow(
	{ mean, deviation, weights, offsets }: Regression,
	target: number,
): { readonly slopes: Float64Array; readonly offset: number } {
	const slopes = Float64Array.from(weights[target] ?? [], (weight, index) => weight / deviation[index]!);
	let offset = offsets[target] ?? 0;
	for (const [index, slope] of slopes.entries()) offset -= slope * mean[index]!;
	return { slopes, offset };
}

/** Estimates of every quantity, one list of `count` numbers each. */
export function estimateRidge({ mean, deviation, weights, offsets }: Regression, features: Rows): number[][] {
	const { count, dimension: D } = features;
	const x = standardized(features, mean, deviation);
	return weights.map((weight, target) =>
		Array.from({ length: count }, (_, row) => {
			let sum = offsets[target] ?? 0;
			for (let i = 0; i < D; i++) sum += weight[i]! * x[row * D + i]!;
			return sum;
		}),
	);
}

/** Features that never change are divided by 1. */
function scaling({ count, dimension: D, data }: Rows): Pick<Regression, "mean" | "deviation"> {
	const mean = new Float64Array(D);
	const deviation = new Float64Array(D);
	for (let index = 0; index < data.length; index++) mean[index % D]! += data[index]! / count;
	for (let index = 0; index < data.length; index++)
		deviation[index % D]! += (data[index]! - mean[index % D]!) ** 2 / count;
	return { mean, deviation: deviation.map((variance) => (variance > 1e-12 ? Math.sqrt(variance) : 1)) };
}

function standardized({ dimension: D, data }: Rows, mean: Float64Array, deviation: Float64Array): Float64Array {
	return Float64Array.from(data, (value, index) => (value - mean[index % D]!) / deviation[index % D]!);
}
