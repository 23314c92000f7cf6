/** Principal components: the directions in which a cloud of vectors varies most. */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

export interface PrincipalComponents {
	/** [n] */
	readonly mean: Float64Array;
	/** [n] variance along each component, descending */
	readonly variances: Float64Array;
	/** [n, n] row k is unit component k */
	readonly components: Float64Array;
	/** [n, n] */
	readonly covariance: Float64Array;
}

/**
 * @param samples  [N, n], N ≥ 2. With N ≤ n only the first N − 1 components mean anything: the others have variance 0
 */
export function principalComponents(samples: Float32Tensor): PrincipalComponents {
	const { N, n } = matchShape("principalComponents: samples", samples.shape, ["N", "n"]);
	const mean = new Float64Array(n);
	for (const [at, value] of samples.data.entries()) mean[at % n]! += value / N;
	const covariance = new Float64Array(n * n);
	const centred = new Float64Array(n);
	for (let sample = 0; sample < N; sample++) {
		for (let i = 0; i < n; i++) centred[i] = samples.data[sample * n + i]! - mean[i]!;
		for (let row = 0; row < n; row++) {
			const factor = centred[row]! / Math.max(N - 1, 1);
			for (let column = 0; column <= row; column++) covariance[row * n + column]! += factor * centred[column]!;
		}
	}
	for (let row = 0; row < n; row++) {
		for (let column = 0; column < row; column++) covariance[column * n + row] = covariance[row * n + column]!;
	}
	const { values, vectors } = symmetricEigen(covariance, n);
	return { mean, variances: values.map((value) => Math.max(value, 0)), components: vectors, covariance };
}

/** Standard deviation of the cloud along a direction [n] of unit length. */
export function deviationAlong(
	{ covariance }: Pick<PrincipalComponents, "covariance">,
	direction: Float64Array,
): number {
	const n = direction.length;
	let sum = 0;
	for (let row = 0; row < n; row++) {
		for (let column = 0; column < n; column++) {
			sum += direction[row]! * covariance[row * n + column]! * direction[column]!;
		}
	}
	return Math.sqrt(Math.max(sum, 0));
}
