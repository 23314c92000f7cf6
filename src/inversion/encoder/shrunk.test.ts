import { describe, expect, it } from "vitest";
import { shrunk } from "./shrunk.ts";

/** [side, side, 3] whose channels are the column, the row, and 1, as shares. */
function ramp(side: number): Float32Array {
	return Float32Array.from({ length: 3 * side * side }, (_, at) => {
		const pixel = Math.floor(at / 3);
		return [(pixel % side) / side, Math.floor(pixel / side) / side, 1][at % 3] ?? 0;
	});
}

describe("a picture made smaller", () => {
	it("has the means of the squares it covers, channel by channel", () => {
		const small = shrunk(ramp(4), 4, 2);
		// columns 0, 1 of 4 have the mean 0.125, columns 2, 3 0.625
		expect([...small.slice(0, 4)]).toEqual([-0.75, 0.25, -0.75, 0.25]);
		expect([...small.slice(4, 8)]).toEqual([-0.75, -0.75, 0.25, 0.25]);
		expect([...small.slice(8)]).toEqual([1, 1, 1, 1]);
	});

	it("takes parts of pixels where sides do not divide", () => {
		const small = shrunk(ramp(3), 3, 2);
		// columns 0, 1/3 and 2/3; each half takes one and a half of them
		expect(small[0]).toBeCloseTo((2 * (0 + 0.5 / 3)) / 1.5 - 1, 5);
		expect(small[1]).toBeCloseTo((2 * (0.5 / 3 + 2 / 3)) / 1.5 - 1, 5);
	});

	it("repeats pixels where it is to be larger", () => {
		const large = shrunk(ramp(2), 2, 4);
		expect([...large.slice(0, 4)]).toEqual([-1, -1, 0, 0]);
	});
});
