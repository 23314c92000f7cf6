import { describe, expect, it } from "vitest";
import { LARGEST_SEED, parseSeed, parseSeeds } from "./seeds.ts";

describe("parseSeeds", () => {
	it("takes seeds and ranges, ends included, in the order given", () => {
		expect(parseSeeds("0,2,5-9")).toEqual([0, 2, 5, 6, 7, 8, 9]);
		expect(parseSeeds("9, 3 - 4 ,1")).toEqual([9, 3, 4, 1]);
	});

	it("takes each seed once", () => {
		expect(parseSeeds("1,0-2,1")).toEqual([1, 0, 2]);
	});

	it("goes up to the largest seed of NumPy", () => {
		expect(parseSeeds("4294967294-4294967295")).toEqual([LARGEST_SEED - 1, LARGEST_SEED]);
		expect(() => parseSeed("4294967296")).toThrow(
			"'4294967296' is not a seed: want a whole number from 0 to 4294967295.",
		);
	});

	it.each(["", ",", "1,", "1,,2"])("refuses the empty part of '%s'", (text) => {
		expect(() => parseSeeds(text)).toThrow("has an empty part");
	});

	it.each(["-1", "1.5", "1e3", "0x10", "a", "1-", "1-2-3", "٣"])("refuses '%s'", (text) => {
		expect(() => parseSeeds(text)).toThrow("is not a seed");
	});

	it("refuses ranges that run backwards, and says what was meant", () => {
		expect(() => parseSeeds("9-5")).toThrow("the range '9-5' runs backwards: want 5-9.");
	});

	it("refuses too many without making them", () => {
		const start = performance.now();
		expect(() => parseSeeds("0-4294967295")).toThrow("more than 100000 seeds");
		expect(() => parseSeeds("0-99999,200000")).toThrow("more than 100000 seeds");
		expect(parseSeeds("0-99999")).toHaveLength(100_000);
		expect(performance.now() - start).toBeLessThan(1000);
	});
});
