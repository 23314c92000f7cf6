import { describe, expect, it } from "vitest";
import { estimateByJackknife, estimateOfMean, estimateOfShare, studentPoint } from "./estimate.ts";

describe("estimateOfMean", () => {
	it("has Student's interval", () => {
		// mean 3, standard deviation √2.5, standard error √0.5, t(4) = 2.776
		const { value, interval } = estimateOfMean([1, 2, 3, 4, 5], "items");
		expect(value).toBe(3);
		expect(interval?.[0]).toBeCloseTo(3 - 2.776 * Math.SQRT1_2, 10);
		expect(interval?.[1]).toBeCloseTo(3 + 2.776 * Math.SQRT1_2, 10);
	});

	it("has none of a single value, and refuses none", () => {
		expect(estimateOfMean([7], "items")).toEqual({ value: 7, interval: null, intervalFrom: "none" });
		expect(() => estimateOfMean([], "items")).toThrow("of no values");
	});
});

describe("estimateByJackknife", () => {
	it("of a mean is Student's interval of the groups' means", () => {
		const groups = [1, 2, 3, 4, 5];
		const without = groups.map((left) => (15 - left) / 4);
		const { interval } = estimateByJackknife(3, without);
		expect(interval?.[1]).toBeCloseTo(3 + 2.776 * Math.SQRT1_2, 10);
	});
});

describe("estimateOfShare", () => {
	it("has Wilson's interval, also at 0 and 1", () => {
		// worked: 8 of 10, z = 1.96
		const { value, interval } = estimateOfShare(8, 10);
		expect(value).toBe(0.8);
		expect(interval?.[0]).toBeCloseTo(0.4902, 3);
		expect(interval?.[1]).toBeCloseTo(0.9433, 3);
		expect(estimateOfShare(0, 10).interval?.[0]).toBe(0);
		expect(estimateOfShare(0, 10).interval?.[1]).toBeCloseTo(0.2775, 3);
		expect(estimateOfShare(10, 10).interval?.[1]).toBeCloseTo(1, 12);
	});
});

describe("studentPoint", () => {
	it("goes on behind the table: t(40) = 2.021, t(120) = 1.980", () => {
		expect(studentPoint(40)).toBeCloseTo(2.021, 2);
		expect(studentPoint(120)).toBeCloseTo(1.98, 3);
	});
});
