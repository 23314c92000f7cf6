import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { RandomState } from "../tensor/random-state.ts";
import { cumulativeDistribution, importanceDepths, midpoints, smoothWeights } from "./importance.ts";

const even = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => i);

describe("smoothWeights", () => {
	it("spreads a peak to its neighbours at half height and adds the floor", () => {
		const smooth = smoothWeights(Float64Array.of(0, 0, 0.8, 0, 0));
		expectClose(smooth, [0.01, 0.41, 0.81, 0.41, 0.01], f32Elementwise, "smooth");
	});

	it("keeps weights at the ends that nothing larger stands beside", () => {
		expectClose(smoothWeights(Float64Array.of(0.6, 0.2)), [0.61, 0.41], f32Elementwise, "smooth");
	});
});

describe("cumulativeDistribution", () => {
	it("runs from 0 to 1 in steps of the weights, each raised by the floor", () => {
		const [a, b] = [0.3 + 1e-5, 0.1 + 1e-5];
		expectClose(cumulativeDistribution(Float64Array.of(0.3, 0.1)), [0, a / (a + b), 1], f32Elementwise, "cdf");
	});
});

describe("importanceDepths", () => {
	it("are spread evenly over the mid-points, the last one left out, where all weights are equal", () => {
		const depths = importanceDepths(even(7), new Float64Array(6).fill(0.1), [0, 0.25, 0.5, 0.75], 4);
		expectClose(depths, [0.5, 1.5, 2.5, 3.5], f32Elementwise, "depths");
	});

	it("gather where the weight is", () => {
		const weights = Float64Array.of(0, 0, 0, 0.9, 0, 0, 0, 0);
		const depths = importanceDepths(even(9), weights, new RandomState(1).rand(1000), 1000);
		// Interval 3 lies between depths 3 and 4; its weight is spread from 2 to 5 and read between mid-points.
		const near = depths.filter((depth) => depth >= 1.5 && depth <= 4.5).length;
		expect(near).toBeGreaterThan(950);
	});

	it("take the middles of even steps where no u is given", () => {
		const weights = new Float64Array(6).fill(0.1);
		const given = importanceDepths(even(7), weights, [0.125, 0.375, 0.625, 0.875], 4);
		expect(importanceDepths(even(7), weights, null, 4)).toEqual(given);
	});

	it("stay in the order of u", () => {
		const weights = new Float64Array(6).fill(0.1);
		const [late = 0, early = 0] = importanceDepths(even(7), weights, [0.9, 0.1], 2);
		expect(late).toBeGreaterThan(early);
	});

	it.each([2, 3])("all fall on the first mid-point with %i coarse samples", (count) => {
		const depths = importanceDepths(even(count), new Float64Array(count - 1).fill(0.3), [0, 0.7, 0.999], 3);
		expect([...depths]).toEqual([0.5, 0.5, 0.5]);
	});

	it("never leave the range of the mid-points, whatever the weights and u are", () => {
		const random = new RandomState(2);
		for (let round = 0; round < 200; round++) {
			const depths = random.rand(12).sort();
			const weights = random.rand(11).map((weight) => weight ** 8);
			const fine = importanceDepths(depths, weights, [0, ...random.rand(20), 1 - 2 ** -24], 22);
			const middles = midpoints(depths);
			expect(Math.min(...fine)).toBeGreaterThanOrEqual(middles[0] ?? Number.NaN);
			expect(Math.max(...fine)).toBeLessThanOrEqual((middles.at(-2) ?? Number.NaN) + 1e-12);
		}
	});
});
