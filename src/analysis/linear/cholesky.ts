/** Linear equations with a positive definite matrix, in float64, by Cholesky's method. */

/** The lower triangle of a positive definite matrix [D, D] becomes its Cholesky factor L. The upper one stays as it is. */
export function choleskyInPlace(a: Float64Array, D: number): void {
	for (let i = 0; i < D; i++) {
		for (let j = 0; j <= i; j++) {
			let sum = a[i * D + j]!;
			for (let k = 0; k < j; k++) sum -= a[i * D + k]! * a[j * D + k]!;
			a[i * D + j] = i === j ? Math.sqrt(sum) : sum / a[j * D + j]!;
		}
	}
}

/**
 * Solves L Lᵀ x = b in place.
 * @param factor  [D, D] with L in its lower triangle
 * @returns `b`, which is x now
 */
export function solveCholesky(factor: Float64Array, D: number, b: Float64Array): Float64Array {
	for (let i = 0; i < D; i++) {
		for (let k = 0; k < i; k++) b[i]! -= factor[i * D + k]! * b[k]!;
		b[i]! /= factor[i * D + i]!;
	}
	for (let i = D - 1; i >= 0; i--) {
		for (let k = i + 1; k < D; k++) b[i]! -= factor[k * D + i]! * b[k]!;
		b[i]! /= factor[i * D + i]!;
	}
	return b;
}
