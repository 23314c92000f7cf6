/** Mean and covariance of features, in float64. */

import type { FeatureSet } from "../features/feature-set.ts";

export interface Moments {
	readonly dimension: number;
	/** [D] */
	readonly mean: Float64Array;
	/** [D, D], symmetric; divided by the number of images less one */
	readonly covariance: Float64Array;
}

/** Images whose products are summed before the next ones are centred: what fits the cache. */
const BLOCK = 16;

/** @param features  of at least two images */
export function momentsOf({ count, dimension: D, data }: FeatureSet): Moments {
	const mean = new Float64Array(D);
	for (let index = 0; index < data.length; index++) mean[index % D]! += data[index]!;
	for (let i = 0; i < D; i++) mean[i]! /= count;
	const covariance = new Float64Array(D * D);
	const centred = new Float64Array(BLOCK * D);
	for (let start = 0; start < count; start += BLOCK) {
		const rows = Math.min(BLOCK, count - start);
		for (let i = 0; i < rows * D; i++) centred[i] = data[start * D + i]! - mean[i % D]!;
		addProducts(covariance, centred, rows, D);
	}
	for (let i = 0; i < D; i++) {
		for (let j = 0; j <= i; j++) covariance[j * D + i] = covariance[i * D + j]! /= count - 1;
	}
	return { dimension: D, mean, covariance };
}

/** Adds Σ xᵀx to the lower triangle. */
function addProducts(covariance: Float64Array, centred: Float64Array, rows: number, D: number): void {
	for (let i = 0; i < D; i++) {
		const line = covariance.subarray(i * D, i * D + i + 1);
		for (let row = 0; row < rows; row++) {
			const x = centred.subarray(row * D, row * D + i + 1);
			const factor = x[i]!;
			for (let j = 0; j <= i; j++) line[j]! += factor * x[j]!;
		}
	}
}
