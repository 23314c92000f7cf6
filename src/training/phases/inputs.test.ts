import { describe, expect, it } from "vitest";
import { tinyData, tinyGenerator } from "../../../test/support/tiny-training.ts";
import { createGraph } from "../../graph/create.ts";
import { GraphError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { PIPELINES } from "../augment/pipeline.ts";
import type { RunSource } from "./input-values.ts";
import { feedsOf, phaseInput } from "./inputs.ts";
import { PHASE_DEFAULTS } from "./phase-setup.ts";

function source(changes: Partial<RunSource> = {}): RunSource {
	return {
		...{ random: new RandomState(1), data: tinyData(2), swapProbability: 0.5, styleMixingProb: 0.5, blurSigma: 1 },
		augmentation: { probability: 0, augmentations: PIPELINES.bgc, resolution: 16 },
		...changes,
	};
}

function drawn(name: string, shape: readonly number[], changes: Partial<RunSource> = {}): Float32Array {
	const values = feedsOf(new Map([[name, shape]]), source(changes))[name];
	expect(values?.shape).toEqual(shape);
	return values?.data ?? new Float32Array();
}

function mean(values: Float32Array): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("phaseInput", () => {
	it("is made once in the shape of its setup, and refuses another one", () => {
		const graph = createGraph();
		const setup = { ...PHASE_DEFAULTS, generator: tinyGenerator(), batch: 3 };
		const z = phaseInput(graph, "z", setup);
		expect(z.shape).toEqual([3, 8]);
		expect(phaseInput(graph, "z", setup)).toBe(z);
		expect(() => phaseInput(graph, "z", { ...setup, batch: 2 })).toThrow(GraphError);
		expect(phaseInput(graph, "swap", { ...setup, swapsTogether: true }).shape).toEqual([1, 1]);
	});
});

describe("feedsOf", () => {
	it("feeds random numbers and data, but neither weights nor what parts hand on", () => {
		const shapes = new Map([
			["G.decoder.net.0.bias", [4]],
			["gen_c", [2, 25]],
			["blur", [8, 8]],
			["z", [2, 3]],
			["planes", [2, 3, 4, 16, 16]],
			["noise.b4.conv1", [2, 1, 4, 4]],
			["swap", [2, 1]],
		]);
		const names = ["gen_c", "blur", "z", "noise.b4.conv1", "swap"];
		expect(Object.keys(feedsOf(shapes, source()))).toEqual(names);
	});

	it("is repeatable", () => {
		expect(drawn("z", [5, 7])).toEqual(drawn("z", [5, 7]));
		expect(drawn("z", [5, 7], { random: new RandomState(2) })).not.toEqual(drawn("z", [5, 7]));
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
		const share = (swapProbability: number): number => mean(drawn("swap", [10_000, 1], { swapProbability }));
		expect([share(0), share(1)]).toEqual([0, 1]);
		expect(share(0.3)).toBeCloseTo(0.3, 1);
	});

	it("mixes from any layer but the first on, by its probability", () => {
		const cutoffs = Array.from({ length: 400 }, (_, seed) => {
			const mix = drawn("mix", [5], { styleMixingProb: 0.5, random: new RandomState(seed) });
			return [...mix].indexOf(1);
		});
		expect([...new Set(cutoffs)].sort((a, b) => a - b)).toEqual([-1, 1, 2, 3, 4]);
		expect(cutoffs.filter((cutoff) => cutoff === -1).length / 400).toBeCloseTo(0.5, 1);
	});

	it("puts known latents and their cameras in the first rows, and draws as many numbers as without", () => {
		const paired = float32Tensor([1, 3], [7, 8, 9]);
		const labels = (first: number): Float32Tensor => float32Tensor([2, 25], new Array(50).fill(first));
		const data = { ...tinyData(2), realLabels: labels(1), fakeLabels: () => labels(2), paired };
		const [z, without] = [drawn("z", [2, 3], { data }), drawn("z", [2, 3])];
		expect([...z]).toEqual([7, 8, 9, ...without.slice(3)]);
		expect([...drawn("gen_c", [2, 25], { data })]).toEqual([...new Array(25).fill(1), ...new Array(25).fill(2)]);
		expect([...drawn("paired", [2], { data })]).toEqual([1, 0]);
	});
});
