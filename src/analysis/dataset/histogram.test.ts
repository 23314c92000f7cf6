import { describe, expect, it } from "vitest";
import { histogram, rangeOf, summarize, symmetricRange } from "./histogram.ts";

describe("a summary", () => {
	it("has the percentiles that NumPy interpolates", () => {
		// np.percentile([4, 1, 3, 2, 10], [0, 5, 50, 95, 100]), np.mean, np.std
		expect(summarize([4, 1, 3, 2, 10])).toEqual({
			...{ count: 5, least: 1, percentile5: 1.2, median: 3, percentile95: expect.closeTo(8.8, 12), most: 10 },
			...{ mean: 4, deviation: expect.closeTo(3.1622776601683795, 12) },
		});
	});

	it("of one number is that number", () => {
		expect(summarize([7])).toMatchObject({ least: 7, median: 7, most: 7, deviation: 0 });
	});
});

describe("a histogram", () => {
	it("counts borders into the bin above, and the last one into the last bin", () => {
		expect(histogram([0, 0.9, 1, 2, 3, 4], { from: 0, to: 4 }, 4).counts).toEqual([2, 1, 1, 2]);
	});

	it("counts what is outside into the outermost bins", () => {
		expect(histogram([-5, 5], { from: 0, to: 1 }, 3).counts).toEqual([1, 0, 1]);
	});
});

describe("ranges", () => {
	it("go from the smallest to the largest, and have a width also where all numbers are nearly equal", () => {
		expect(rangeOf([3, -1, 2], 4)).toEqual({ from: -1, to: 3 });
		const { from, to } = rangeOf([2.7, 2.7000001], 4);
		expect(to - from).toBeCloseTo(0.027, 6);
		for (const bins of [1, 4, 5])
			expect(Math.max(...histogram([2.7, 2.7000001], rangeOf([2.7, 2.7000001], bins), bins).counts)).toBe(2);
		expect(rangeOf([0], 3).to).toBeGreaterThan(rangeOf([0], 3).from);
		expect(rangeOf([], 2)).toEqual({ from: 0, to: 1 });
	});

	it("about zero end at the next step", () => {
		expect(symmetricRange([3, -12], 5)).toEqual({ from: -15, to: 15 });
		expect(symmetricRange([0], 5)).toEqual({ from: -5, to: 5 });
	});
});
