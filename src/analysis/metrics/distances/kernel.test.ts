import { describe, expect, it } from "vitest";
import { expectClose } from "../../../../test/assert-close.ts";
import { metricNumbers } from "../../../../test/tolerances.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { featureSet } from "../features/feature-set.ts";
import { kernelDistance } from "./kernel.ts";

describe("kernelDistance", () => {
	it("is the hand-computed estimate of two small sets", () => {
		// k(x, y) = (x y + 1)³ with one feature
		const [x, y] = [featureSet(2, 1, Float32Array.of(0, 1)), featureSet(2, 1, Float32Array.of(2, 3))];
		const within = 1 + 7 ** 3; // (0·1 + 1)³, (2·3 + 1)³
		const between = 1 + 1 + 3 ** 3 + 4 ** 3;
		const { value, interval } = kernelDistance(x, y);
		expectClose([value], [within - (2 * between) / 4], metricNumbers, "distance");
		expect(interval).toBeNull();
	});

	it("does not depend on how many blocks the sum is cut into", () => {
		const random = new RandomState(4);
		const [a, b] = [24, 24].map((count) => featureSet(count, 3, Float32Array.from(random.randn(count * 3)))) as [
			ReturnType<typeof featureSet>,
			ReturnType<typeof featureSet>,
		];
		const kernel = (x: Float32Array, y: Float32Array): number =>
			(x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0) / 3 + 1) ** 3;
		const row = (set: typeof a, i: number): Float32Array => set.data.subarray(i * 3, i * 3 + 3);
		let [within, between] = [0, 0];
		for (let i = 0; i < 24; i++) {
			for (let j = 0; j < 24; j++) {
				between += kernel(row(a, i), row(b, j));
				if (i !== j) within += kernel(row(a, i), row(a, j)) + kernel(row(b, i), row(b, j));
			}
		}
		expectClose([kernelDistance(a, b).value], [within / (24 * 23) - (2 * between) / 24 ** 2], metricNumbers, "sum");
	});

	it("has no bias: over many pairs of sets of one distribution its mean is zero, and intervals cover it", () => {
		const random = new RandomState(7);
		const draw = () => featureSet(40, 4, Float32Array.from(random.randn(160)));
		const estimates = Array.from({ length: 60 }, () => kernelDistance(draw(), draw()));
		const mean = estimates.reduce((sum, { value }) => sum + value, 0) / 60;
		const deviation = Math.sqrt(estimates.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 59);
		expect(Math.abs(mean)).toBeLessThan((3 * deviation) / Math.sqrt(60));
		const covered = estimates.filter(({ interval }) => interval && interval[0] <= 0 && interval[1] >= 0).length;
		expect(covered).toBeGreaterThan(48);
	});

	it("takes a seeded choice of larger sets, as many of each", () => {
		const random = new RandomState(9);
		const a = featureSet(50, 2, Float32Array.from(random.randn(100)));
		const b = featureSet(30, 2, Float32Array.from(random.randn(60)));
		const one = kernelDistance(a, b, { most: 20, seed: 1 });
		expect(kernelDistance(a, b, { most: 20, seed: 1 })).toEqual(one);
		expect(kernelDistance(a, b, { most: 20, seed: 2 }).value).not.toBe(one.value);
	});
});
