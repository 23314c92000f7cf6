import { expect, it } from "vitest";
import { InputError } from "./errors.ts";
import { mean, median, quantile, quantileOf, rangeOfAll } from "./statistics.ts";

it("a mean, and quantiles that are linear between neighbours", () => {
	expect(mean([1, 2, 6])).toBe(3);
	expect(mean([])).toBeNaN();
	expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile([10, 20, 30, 40, 50], share))).toEqual([10, 20, 30, 46, 50]);
	expect(quantile([7], 0.3)).toBe(7);
	expect(quantile([], 0.3)).toBeNaN();
});

it("numbers in any order are sorted as numbers, and none are an error", () => {
	expect(quantileOf([9, 100, 10], 1)).toBe(100);
	expect(median(Float32Array.of(3, -1, 2, 8))).toBe(2.5);
	expect(() => median([])).toThrow(InputError);
});

it("the range of several lists is that of all their numbers", () => {
	expect(rangeOfAll([[3, 4], Float32Array.of(-1, 2)])).toEqual({ least: -1, most: 4 });
	expect(rangeOfAll([])).toEqual({ least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY });
});
