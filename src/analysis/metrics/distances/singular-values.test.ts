import { describe, expect, it } from "vitest";
import { expectClose } from "../../../../test/assert-close.ts";
import { metricNumbers } from "../../../../test/tolerances.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { semidefiniteFactor } from "./semidefinite-factor.ts";
import { singularValues } from "./singular-values.ts";

/** [M, N] with these singular values: two random rotations about a diagonal. */
function withValues(values: readonly number[], M: number, N: number): Float64Array {
	const matrix = new Float64Array(M * N);
	values.forEach((value, i) => {
		matrix[i * N + i] = value;
	});
	const random = new RandomState(5);
	const reflect = (count: number, stride: number, others: number, otherStride: number): void => {
		const v = random.randn(count);
		const length = v.reduce((sum, x) => sum + x * x, 0);
		for (let j = 0; j < others; j++) {
			const product = v.reduce((sum, x, i) => sum + x * (matrix[i * stride + j * otherStride] ?? 0), 0);
			v.forEach((x, i) => {
				const at = i * stride + j * otherStride;
				matrix[at] = (matrix[at] ?? 0) - (2 * x * product) / length;
			});
		}
	};
	for (let times = 0; times < 3; times++) {
		reflect(M, N, N, 1);
		reflect(N, 1, M, N);
	}
	return matrix;
}

describe("singularValues", () => {
	it.each([
		{ M: 6, N: 4 },
		{ M: 4, N: 6 },
		{ M: 4, N: 4 },
	])("finds known values of a $M × $N matrix, equal and vanishing ones too", ({ M, N }) => {
		expectClose(singularValues(withValues([7, 7, 1e-9, 0], M, N), M, N), [7, 7, 1e-9, 0], metricNumbers, "values");
	});

	it("keeps the sum of squares of a large random matrix", () => {
		const matrix = new RandomState(1).randn(90 * 120);
		const squares = matrix.reduce((sum, value) => sum + value * value, 0);
		const values = singularValues(matrix, 90, 120);
		expectClose([values.reduce((sum, value) => sum + value * value, 0)], [squares], metricNumbers, "sum of squares");
		expect(values.every((value, i) => value <= (values[i - 1] ?? Number.POSITIVE_INFINITY))).toBe(true);
	});

	it("takes zeros, one number, and nothing", () => {
		expect([...singularValues(new Float64Array(6), 2, 3)]).toEqual([0, 0]);
		expectClose(singularValues(Float64Array.of(-3), 1, 1), [3], metricNumbers, "one");
		expect(singularValues(new Float64Array(0), 0, 3).length).toBe(0);
	});
});

describe("semidefiniteFactor", () => {
	it("gives the matrix back, and its rank", () => {
		const vectors = [
			[1, 2, 3, 4],
			[0, 1, 0, -1],
		];
		const matrix = Float64Array.from({ length: 16 }, (_, at) =>
			vectors.reduce((sum, v) => sum + (v[Math.floor(at / 4)] ?? 0) * (v[at % 4] ?? 0), 0),
		);
		const { rank, rows } = semidefiniteFactor(matrix, 4);
		expect(rank).toBe(2);
		const back = Array.from({ length: 16 }, (_, at) => {
			const [i, j] = [Math.floor(at / 4), at % 4];
			return (rows[i] ?? 0) * (rows[j] ?? 0) + (rows[4 + i] ?? 0) * (rows[4 + j] ?? 0);
		});
		expectClose(back, matrix, metricNumbers, "F Fᵀ");
	});

	it("of zeros has rank 0", () => {
		expect(semidefiniteFactor(new Float64Array(9), 3).rank).toBe(0);
	});
});
