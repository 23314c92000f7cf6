import { describe, expect, it } from "vitest";
import { averageShare, moveAverage } from "./moving-average.ts";

const PUBLISHED = { emaKimg: 10, emaRampup: 0.05 };

describe("averageShare", () => {
	it("halves the old average once in a half-life of images", () => {
		const options = { emaKimg: 10, emaRampup: 0 };
		expect(averageShare(options, 0, 10_000)).toBe(0.5);
		expect(averageShare(options, 0, 20_000)).toBe(0.25);
		expect(averageShare(options, 1e9, 5000)).toBe(Math.SQRT1_2);
	});

	it("has a shorter half-life at the start of training", () => {
		const options = PUBLISHED;
		// After 1000 images the half-life is 50 images.
		expect(averageShare(options, 1000, 50)).toBe(0.5);
		// After 200 000 images it is 10 000, and it grows no more.
		expect(averageShare(options, 200_000, 10_000)).toBe(0.5);
		expect(averageShare(options, 400_000, 10_000)).toBe(0.5);
	});

	it("forgets everything at the very first step", () => {
		expect(averageShare(PUBLISHED, 0, 32)).toBe(0);
	});

	it("refuses counts that cannot be", () => {
		expect(() => averageShare(PUBLISHED, -1, 32)).toThrow("averageShare: -1 images");
		expect(() => averageShare(PUBLISHED, 0, 0)).toThrow("batch 0");
	});
});

describe("moveAverage", () => {
	it("moves the average towards the values by the rest of the share", () => {
		const average = Float32Array.of(0, 8, -4);
		moveAverage(average, Float32Array.of(4, 4, 4), 0.75);
		expect([...average]).toEqual([1, 7, -2]);
	});

	it("takes the values over exactly where the share is 0", () => {
		const average = Float32Array.of(1e30, 0.1);
		moveAverage(average, Float32Array.of(0.3, -7), 0);
		expect([...average]).toEqual([...Float32Array.of(0.3, -7)]);
	});

	it("refuses arrays of different lengths", () => {
		expect(() => moveAverage(new Float32Array(1), new Float32Array(2), 0)).toThrow("1 averages of 2 values");
	});
});
