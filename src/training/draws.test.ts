import { describe, expect, it } from "vitest";
import { RandomState } from "../tensor/random-state.ts";
import { drawInputs } from "./draws.ts";

const OPTIONS = { swapProbability: 0.5, styleMixingProbability: 0.5 };

function drawn(name: string, shape: readonly number[], options = OPTIONS, seed = 1): Float32Array {
	const values = drawInputs(new RandomState(seed), new Map([[name, shape]]), options)[name];
	expect(values?.shape).toEqual(shape);
	return values?.data ?? new Float32Array();
}

function mean(values: Float32Array): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("drawInputs", () => {
	it("draws what is random and nothing else", () => {
		const shapes = new Map([
			["G.decoder.net.0.bias", [4]],
			["gen_c", [2, 25]],
			["blur", [8, 8]],
			["z", [2, 3]],
			["noise.b4.conv1", [2, 1, 4, 4]],
			["swap", [2, 1]],
		]);
		expect(Object.keys(drawInputs(new RandomState(1), shapes, OPTIONS))).toEqual(["z", "noise.b4.conv1", "swap"]);
	});

	it("is repeatable", () => {
		expect(drawn("z", [5, 7])).toEqual(drawn("z", [5, 7]));
		expect(drawn("z", [5, 7], OPTIONS, 2)).not.toEqual(drawn("z", [5, 7]));
	});

	it("draws latents, noise and perturbations from the standard normal distribution, odd counts too", () => {
		const values = drawn("noise.b8.conv0", [99_999]);
		expect(Math.abs(mean(values))).toBeLessThan(0.02);
		expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
		expect(mean(values.map((value) => value ** 4))).toBeGreaterThan(2.8); // 3 for a normal distribution
		expect(values.every(Number.isFinite)).toBe(true);
	});

	it("draws jitter, u and points evenly from [0, 1)", () => {
		for (const name of ["jitter", "u", "points", "monotonic_points"]) {
			const values = drawn(name, [20_000]);
			expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
			expect(mean(values)).toBeCloseTo(0.5, 1);
		}
	});

	it("decides swaps by their probability", () => {
		const share = (swapProbability: number): number =>
			mean(drawn("swap", [10_000, 1], { ...OPTIONS, swapProbability }));
		expect([share(0), share(1)]).toEqual([0, 1]);
		expect(share(0.3)).toBeCloseTo(0.3, 1);
	});

	it("mixes from any layer but the first on, by its probability", () => {
		const cutoffs = Array.from({ length: 400 }, (_, seed) => {
			const mix = drawn("mix", [5], { ...OPTIONS, styleMixingProbability: 0.5 }, seed);
			return [...mix].indexOf(1);
		});
		expect([...new Set(cutoffs)].sort((a, b) => a - b)).toEqual([-1, 1, 2, 3, 4]);
		expect(cutoffs.filter((cutoff) => cutoff === -1).length / 400).toBeCloseTo(0.5, 1);
	});
});
