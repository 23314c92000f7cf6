import { describe, expect, it } from "vitest";
import { RandomState } from "../../tensor/random-state.ts";
import { type AdamOptions, adamUpdate, freshMoments } from "../optimiser/adam.ts";
import { moveAverage } from "../optimiser/moving-average.ts";
import { sharedNumbers } from "./flat-parameters.ts";
import { updateRange } from "./update-range.ts";

const COUNT = 64;
const ADAM: AdamOptions = { learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };

function normal(seed: number): Float32Array {
	return Float32Array.from(new RandomState(seed).randn(COUNT));
}

describe("updateRange", () => {
	it("does what Adam and the moving average do with the mean of the parts' gradients, range by range", () => {
		const shared = sharedNumbers(COUNT, 3);
		const values = normal(1);
		const average = normal(2);
		shared.values.set(values);
		shared.average.set(average);
		let moments = freshMoments(COUNT);
		for (let step = 1; step <= 3; step++) {
			const parts = [normal(10 * step), normal(10 * step + 1), normal(10 * step + 2)];
			for (const [at, part] of parts.entries()) shared.gradients[at]?.set(part);
			const mean = Float32Array.from(values, (_, at) => parts.reduce((sum, part) => sum + (part[at] ?? 0), 0) / 3);
			moments = adamUpdate(values, mean, moments, ADAM);
			moveAverage(average, values, 0.9);
			for (const [first, end] of [
				[0, 20],
				[20, COUNT],
			] as const) {
				expect(updateRange(shared, { first, end, adam: ADAM, steps: step, averageShare: 0.9 })).toBe(0);
			}
			for (let at = 0; at < COUNT; at++) {
				expect(shared.values[at]).toBeCloseTo(values[at] ?? 0, 5);
				expect(shared.average[at]).toBeCloseTo(average[at] ?? 0, 5);
			}
		}
	});

	it("replaces gradients that are no finite numbers, and counts them", () => {
		const shared = sharedNumbers(3, 1);
		shared.gradients[0]?.set([Number.NaN, Number.NEGATIVE_INFINITY, 0]);
		expect(updateRange(shared, { first: 0, end: 3, adam: ADAM, steps: 1, averageShare: 0 })).toBe(2);
		expect(Array.from(shared.values)).toEqual([0, expect.closeTo(0.01, 5), 0]);
	});
});
