import { describe, expect, it } from "vitest";
import { InputError, ShapeError } from "../../tensor/errors.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** Float64 through some hundred rotations. */
const DIGITS = 9;

function randomSymmetric(n: number, seed: number): Float64Array {
	const random = new RandomState(seed).randn(n * n);
	return random.map((value, at) => value + (random[(at % n) * n + Math.floor(at / n)] ?? 0));
}

function largestResidual(matrix: Float64Array, n: number): { residual: number; skew: number } {
	const { values, vectors } = symmetricEigen(matrix, n);
	let [residual, skew] = [0, 0];
	for (let k = 0; k < n; k++) {
		const vector = vectors.subarray(k * n, (k + 1) * n);
		for (let row = 0; row < n; row++) {
			const image = vector.reduce((sum, value, column) => sum + (matrix[row * n + column] ?? 0) * value, 0);
			residual = Math.max(residual, Math.abs(image - (values[k] ?? 0) * (vector[row] ?? 0)));
		}
		for (let other = 0; other < n; other++) {
			const dot = vector.reduce((sum, value, i) => sum + value * (vectors[other * n + i] ?? 0), 0);
			skew = Math.max(skew, Math.abs(dot - (other === k ? 1 : 0)));
		}
	}
	return { residual, skew };
}

describe("eigenvalues of symmetric matrices", () => {
	it("of a 2 × 2 matrix are those of the textbook", () => {
		const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
		expect(values[0]).toBeCloseTo(3, DIGITS);
		expect(values[1]).toBeCloseTo(1, DIGITS);
		for (const component of vectors.subarray(0, 2)) expect(component).toBeCloseTo(Math.SQRT1_2, DIGITS);
	});

	it("of the second difference are 2 − 2 cos(kπ / (n + 1))", () => {
		const n = 24;
		const matrix = new Float64Array(n * n);
		for (let i = 0; i < n; i++) {
			matrix[i * n + i] = 2;
			if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1;
		}
		const { values } = symmetricEigen(matrix, n);
		for (let k = 0; k < n; k++) {
			expect(values[k]).toBeCloseTo(2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)), DIGITS);
		}
	});

	it.each([1, 2, 3, 10, 65])("and vectors solve A v = λ v, orthonormal, for random matrices of size %i", (n) => {
		const { residual, skew } = largestResidual(randomSymmetric(n, n), n);
		expect(residual).toBeLessThan(1e-11 * n);
		expect(skew).toBeLessThan(1e-12 * Math.max(n, 4));
	});

	it("are found where many are equal, or zero", () => {
		const n = 12;
		const direction = new RandomState(1).randn(n);
		const rankOne = Float64Array.from({ length: n * n }, (_, at) => {
			return (direction[Math.floor(at / n)] ?? 0) * (direction[at % n] ?? 0);
		});
		const { values } = symmetricEigen(rankOne, n);
		expect(values[0]).toBeCloseTo(
			direction.reduce((sum, value) => sum + value * value, 0),
			DIGITS,
		);
		for (const value of values.subarray(1)) expect(value).toBeCloseTo(0, DIGITS);
		const { residual, skew } = largestResidual(rankOne, n);
		expect(Math.max(residual, skew)).toBeLessThan(1e-11);
		expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
	});

	it("are found of a covariance of few samples, whose null space is rounding only", () => {
		const [n, samples] = [96, 20];
		const cloud = new RandomState(9).randn(samples * n);
		const matrix = new Float64Array(n * n);
		for (let at = 0; at < n * n; at++) {
			for (let k = 0; k < samples; k++) {
				matrix[at] =
					(matrix[at] ?? 0) + 0.01 * (cloud[k * n + Math.floor(at / n)] ?? 0) * (cloud[k * n + (at % n)] ?? 0);
			}
		}
		const { values } = symmetricEigen(matrix, n);
		expect(values[samples - 1]).toBeGreaterThan(0.1);
		for (const value of values.subarray(samples)) expect(Math.abs(value)).toBeLessThan(1e-13);
		const { residual, skew } = largestResidual(matrix, n);
		expect(Math.max(residual, skew)).toBeLessThan(1e-12);
	});

	it("come in descending order, and vectors with their largest component positive", () => {
		const { values, vectors } = symmetricEigen(randomSymmetric(20, 5), 20);
		expect([...values]).toEqual([...values].sort((a, b) => b - a));
		for (let k = 0; k < 20; k++) {
			const row = [...vectors.subarray(k * 20, (k + 1) * 20)];
			expect(Math.max(...row)).toBe(Math.max(...row.map(Math.abs)));
		}
	});

	it("are refused of what is no square matrix of numbers", () => {
		expect(() => symmetricEigen(new Float64Array(5), 2)).toThrow(ShapeError);
		expect(() => symmetricEigen(Float64Array.of(1, 0, 0, Number.NaN), 2)).toThrow(InputError);
	});
});
