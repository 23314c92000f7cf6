import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { InfiniteSampler } from "./infinite-sampler.ts";

function take(sampler: InfiniteSampler, count: number): number[] {
	return Array.from({ length: count }, () => sampler.next());
}

describe("the endless order of images", () => {
	// The window shuffle as it is described in infinite-sampler.ts, with NumPy's RandomState(seed).shuffle and randint.
	it.each([
		["10 images of seed 0", 10, 0, [2, 8, 4, 9, 1, 6, 2, 3, 0, 9, 7, 8, 1, 5, 6, 4, 3, 8, 2, 1, 9, 6, 7, 5, 8, 4, 0]],
		["7 images of seed 1", 7, 1, [6, 2, 1, 0, 4, 2, 6, 5, 3, 1, 6, 0, 2, 5, 1, 3, 0, 4, 5, 2]],
		["3 images, half of which round to 2", 3, 5, [0, 1, 0, 2, 1, 0, 1, 2, 0, 2]],
		["1 image", 1, 5, [0, 0, 0]],
	])("is NumPy's for %s", (_, count, seed, expected) => {
		expect(take(new InfiniteSampler(count, seed), expected.length)).toEqual(expected);
	});

	it("is NumPy's after three rounds of 1000 images", () => {
		const last = take(new InfiniteSampler(1000, 42), 3000).slice(-8);
		expect(last).toEqual([652, 244, 267, 611, 333, 907, 547, 186]);
	});

	it("continues from a snapshot as if it had not stopped", () => {
		const sampler = new InfiniteSampler(20, 7);
		take(sampler, 33);
		const snapshot = sampler.snapshot();
		const expected = take(sampler, 100);
		expect(take(new InfiniteSampler(20, snapshot), 100)).toEqual(expected);
		expect(take(new InfiniteSampler(20, snapshot), 100)).toEqual(expected);
		expect(new InfiniteSampler(20, snapshot).given).toBe(33);
	});

	it("gives every image about equally often", () => {
		const counts = new Map<number, number>();
		for (const index of take(new InfiniteSampler(50, 3), 5000)) counts.set(index, (counts.get(index) ?? 0) + 1);
		expect(counts.size).toBe(50);
		expect(Math.min(...counts.values())).toBeGreaterThan(80);
		expect(Math.max(...counts.values())).toBeLessThan(120);
	});

	it("refuses no images, and a snapshot that is of another dataset or damaged", () => {
		expect(() => new InfiniteSampler(0, 0)).toThrow(InputError);
		const snapshot = new InfiniteSampler(5, 0).snapshot();
		expect(() => new InfiniteSampler(6, snapshot)).toThrow(/saved order of 5 images does not fit 6/);
		const twice = { ...snapshot, order: Int32Array.of(0, 0, 1, 2, 3) };
		expect(() => new InfiniteSampler(5, twice)).toThrow(InputError);
		expect(() => new InfiniteSampler(5, { ...snapshot, given: -1 })).toThrow(InputError);
	});
});
