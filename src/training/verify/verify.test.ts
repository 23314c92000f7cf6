import { describe, expect, it } from "vitest";
import { CheckpointError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { compareGradient, missingGradient } from "./gradient-comparison.ts";
import { isTrainingGolden, readTrainingGolden, trainingTensor } from "./training-golden.ts";

describe("compareGradient", () => {
	const gradient = [3, -4, 0, 12]; // norm 13, sum 11
	const golden = { name: "w", norm: 13, sum: 11, head: Float32Array.of(3, -4) };
	const compare = (values: readonly number[], want = golden, largest = 13): ReturnType<typeof compareGradient> =>
		compareGradient(float32Tensor([values.length], values), want, largest);

	it("finds no error in the gradient itself", () => {
		expect(compare(gradient)).toMatchObject({
			count: 4,
			normError: 0,
			sumError: 0,
			headError: 0,
			error: 0,
			passed: true,
		});
	});

	it("sees what norm, sum and first entries each show", () => {
		expect(compare([3, -4, 0, 12.1]).normError).toBeGreaterThan(1e-3);
		const rotated = compare([3, -4, 12, 0]); // same norm, sum and head: beyond what a golden keeps
		expect(rotated.passed).toBe(true);
		expect(compare([3, -4, 0, -12])).toMatchObject({ normError: 0, headError: 0, passed: false });
		expect(compare([-4, 3, 0, 12])).toMatchObject({ normError: 0, sumError: 0, passed: false });
	});

	it("judges by the tolerance of 1e-3 of the norm", () => {
		const louder = (factor: number): boolean => compare(gradient.map((value) => factor * value)).passed;
		expect([louder(1.0009), louder(1.0011), louder(0.9989)]).toEqual([true, false, false]);
	});

	it("asks of a gradient that is zero but for rounding only that ours is as small", () => {
		const nothing = { name: "b", norm: 1e-9, sum: 1e-9, head: Float32Array.of(1e-9) };
		expect(compare([-1e-9], nothing, 1).passed).toBe(true);
		expect(compare([1e-6], nothing, 1).passed).toBe(false);
		expect(compare([0], { name: "b", norm: 0, sum: 0, head: Float32Array.of(0) }, 0).passed).toBe(true);
	});

	it("fails on NaN, on something instead of nothing, and on gradients that one side lacks", () => {
		expect(compare([Number.NaN, -4, 0, 12]).passed).toBe(false);
		expect(compare([1, 0, 0, 0], { name: "w", norm: 0, sum: 0, head: Float32Array.of(0, 0) }, 1).passed).toBe(false);
		expect(missingGradient("w", 2)).toMatchObject({ passed: false, error: Number.POSITIVE_INFINITY });
	});
});

describe("readTrainingGolden", () => {
	const ARGS = {
		phase: "Greg",
		cur_nimg: 50_000,
		blur_fade_kimg: 200,
		blur_init_sigma: 10,
		gpc_reg_fade_kimg: 1000,
		gain: 4,
		neural_rendering_resolution_final: 32,
		neural_rendering_resolution_fade_kimg: 100,
	};
	const metadata = (changes: Readonly<Record<string, unknown>> = {}, args: object = ARGS): Map<string, string> =>
		new Map(
			Object.entries({
				batch: 4,
				r1_gamma: 1,
				neural_rendering_resolution: 16,
				gpc_reg_prob: 0.5,
				density_reg: 0.25,
				density_reg_p_dist: 0.004,
				"Greg_x.args": args,
				"Greg_x.grad_names": ["a", "b"],
				...changes,
			}).map(([key, value]) => [key, JSON.stringify(value)]),
		);
	const one = float32Tensor([1], [0.5]);

	it("works out what the schedules said", () => {
		const tensors = new Map([
			["Greg_x.random10.rand", one],
			["Greg_x.random2.rand", float32Tensor([1], [2])],
			["Greg_x.randomness", one],
		]);
		const { runs, batch } = readTrainingGolden(tensors, metadata());
		expect(batch).toBe(4);
		expect(runs).toHaveLength(1);
		expect(runs[0]).toMatchObject({
			name: "Greg_x",
			phase: "Greg",
			gain: 4,
			neuralRenderingResolution: 24,
			blurSigma: 7.5,
			swapProbability: 0.975,
			gradientNames: ["a", "b"],
		});
		expect(runs[0]?.randoms.map(({ data }) => data[0])).toEqual([2, 0.5]);
	});

	it("knows a golden without swapping, and one that keeps its resolution", () => {
		const args = { ...ARGS, neural_rendering_resolution_final: null };
		const [run] = readTrainingGolden(new Map(), metadata({ gpc_reg_prob: null }, args)).runs;
		expect([run?.swapProbability, run?.neuralRenderingResolution]).toEqual([null, 16]);
	});

	it("names the entry that is missing or malformed", () => {
		const read =
			(changes: Readonly<Record<string, unknown>>, args?: object): (() => unknown) =>
			() =>
				readTrainingGolden(new Map(), metadata(changes, args));
		expect(read({ batch: "four" })).toThrow("golden: metadata 'batch' is \"four\", want a number");
		expect(read({ "Greg_x.grad_names": [1] })).toThrow("'Greg_x.grad_names' is [1], want a list of names");
		expect(read({ "Greg_x.args": 5 })).toThrow("'Greg_x.args' is 5, want a record");
		expect(read({}, { ...ARGS, phase: "Gboth" })).toThrow("has phase 'Gboth', want Gmain, Greg, Dmain, Dreg");
		expect(read({}, { ...ARGS, gain: null })).toThrow("metadata 'gain' is null, want a number");
		const broken = metadata().set("batch", "{");
		expect(() => readTrainingGolden(new Map(), broken)).toThrow("golden: metadata 'batch' is no JSON: {");
	});

	it("tells goldens of training from others", () => {
		expect(isTrainingGolden(metadata())).toBe(true);
		expect(isTrainingGolden(new Map([["seed", "1"]]))).toBe(false);
	});

	it("says which tensor has another shape", () => {
		expect(() => trainingTensor({ tensors: new Map([["z", one]]) }, "z", ["N", 8])).toThrow(CheckpointError);
		expect(() => trainingTensor({ tensors: new Map([["z", one]]) }, "z", ["N", 8])).toThrow(
			"'z' is float32 [1], want float32 [N, 8]",
		);
	});
});
