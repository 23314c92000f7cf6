import { describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { flattenByRepetition } from "./rebalance.ts";

/** So many items at 0.5, 1.5, 2.5, …, and one at each end of the range, so that bins are 1 wide. */
function items(...counts: readonly number[]): number[] {
	return counts.flatMap((count, bin) => new Array<number>(count).fill(bin + 0.5)).concat([0, counts.length]);
}

describe("flattening by repetition", () => {
	it("fills every bin up to the fullest", () => {
		const { before, after, times, evenness } = flattenByRepetition(items(7, 2, 3, 3), { bins: 4, cap: 100 });
		expect(before).toEqual({ from: 0, to: 4, counts: [8, 2, 3, 4] });
		expect(after.counts).toEqual([8, 8, 8, 8]);
		expect(times.slice(0, 7)).toEqual([1, 1, 1, 1, 1, 1, 1]);
		expect(evenness.after).toBe(1);
		expect(evenness.before).toBeCloseTo(17 ** 2 / (4 * (64 + 4 + 9 + 16)), 12);
	});

	it("spreads what does not divide evenly, so that items of a bin differ by one at most", () => {
		const { times, after } = flattenByRepetition(items(9, 4, 3), { bins: 3, cap: 100 });
		expect(after.counts).toEqual([10, 10, 10]);
		expect(times.slice(9, 13)).toEqual([2, 3, 2, 3]);
	});

	it("gives no item more often than the cap", () => {
		const { times, after } = flattenByRepetition(items(99, 10, 1), { bins: 3, cap: 4 });
		expect(Math.max(...times)).toBe(4);
		expect(after.counts).toEqual([100, 40, 8]);
	});

	it("leaves empty bins empty and never leaves an item out", () => {
		const { times, after } = flattenByRepetition(items(4, 0, 4), { bins: 3, cap: 3 });
		expect(after.counts).toEqual([5, 0, 5]);
		expect(Math.min(...times)).toBe(1);
	});

	it("has nothing to do where all values are equal", () => {
		expect(flattenByRepetition([2, 2, 2], { bins: 5, cap: 9 }).times).toEqual([1, 1, 1]);
	});

	it.each([
		[[], { bins: 2, cap: 2 }],
		[[1, 2], { bins: 1, cap: 2 }],
		[[1, 2], { bins: 2, cap: 0 }],
		[[1, 2], { bins: 2.5, cap: 2 }],
	])("refuses %j with %j", (values, options) => {
		expect(() => flattenByRepetition(values, options)).toThrow(InputError);
	});
});
