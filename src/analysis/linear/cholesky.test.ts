import { describe, expect, it } from "vitest";
import { RandomState } from "../../tensor/random-state.ts";
import { choleskyInPlace, solveCholesky } from "./cholesky.ts";

describe("solveCholesky", () => {
	it("solves equations of a positive definite matrix", () => {
		const D = 12;
		const factor = Float64Array.from(new RandomState(0).randn(D * D));
		const matrix = Float64Array.from({ length: D * D }, (_, at) => {
			const [i, j] = [Math.floor(at / D), at % D];
			let sum = i === j ? 1 : 0;
			for (let k = 0; k < D; k++) sum += (factor[i * D + k] ?? 0) * (factor[j * D + k] ?? 0);
			return sum;
		});
		const wanted = Float64Array.from(new RandomState(1).randn(D));
		const right = wanted.map((_, i) => wanted.reduce((sum, value, j) => sum + (matrix[i * D + j] ?? 0) * value, 0));
		const factored = matrix.slice();
		choleskyInPlace(factored, D);
		const solved = solveCholesky(factored, D, right);
		expect(solved).toBe(right);
		for (const [i, value] of solved.entries()) expect(value).toBeCloseTo(wanted[i] ?? Number.NaN, 10);
	});
});
