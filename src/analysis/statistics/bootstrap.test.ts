import { describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { quantile } from "../../tensor/statistics.ts";
import { BOOTSTRAP_DEFAULTS, bootstrapDifference, bootstrapMean } from "./bootstrap.ts";

describe("bootstrap", () => {
	it("gives about the interval of the normal approximation for many normal numbers", () => {
		const values = [...new RandomState(3).randn(400)].map((value) => 5 + 2 * value);
		const { mean, low, high, count } = bootstrapMean(values);
		const half = (1.96 * 2) / Math.sqrt(400);
		expect(count).toBe(400);
		expect(mean).toBeCloseTo(5, 0);
		expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(2 * half * 0.85);
		expect((high ?? 0) - (low ?? 0)).toBeLessThan(2 * half * 1.15);
	});

	it("repeats itself with the same seed and not with another", () => {
		const values = [1, 2, 3, 5, 8, 13];
		expect(bootstrapMean(values)).toEqual(bootstrapMean(values));
		expect(bootstrapMean(values, { ...BOOTSTRAP_DEFAULTS, seed: 1 })).not.toEqual(bootstrapMean(values));
	});

	it("leaves out what is not there, and knows nothing of nothing", () => {
		expect(bootstrapMean([null, 2, null, 2])).toEqual({ mean: 2, low: 2, high: 2, count: 2 });
		expect(bootstrapMean([null])).toEqual({ mean: null, low: null, high: null, count: 0 });
	});

	it("tells two different samples apart, and not two equal ones", () => {
		const draw = (seed: number, shift: number): number[] =>
			[...new RandomState(seed).randn(60)].map((value) => value + shift);
		const apart = bootstrapDifference(draw(1, 2), draw(2, 0));
		expect(apart.low).toBeGreaterThan(1);
		const same = bootstrapDifference(draw(1, 0), draw(1, 0));
		expect(same.mean).toBe(0);
		expect(same.low).toBeLessThan(0);
		expect(same.high).toBeGreaterThan(0);
	});

	it("refuses a confidence that is no share", () => {
		expect(() => bootstrapMean([1, 2], { ...BOOTSTRAP_DEFAULTS, confidence: 95 })).toThrow(InputError);
	});

	it("interpolates quantiles", () => {
		expect(quantile([0, 10, 20], 0.25)).toBe(5);
		expect(quantile([], 0.5)).toBeNaN();
	});
});
