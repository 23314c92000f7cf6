import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpuRuntime } from "../../test/golden/training-case.ts";
import { publishedOptions, tinyImages, tinyLabels, tinyNetworks } from "../../test/support/tiny-training.ts";
import { AbortedError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import type { TrainedWeights } from "./networks/training-networks.ts";
import { openPhaseRunner, type PhaseRunner } from "./phases/run-phase.ts";
import type { StepOptions } from "./settings.ts";
import { initialState, type StepData, type StepReport, type TrainingState, trainStep } from "./step.ts";

const BATCH = 4;
const DATA: StepData = {
	realImages: tinyImages(BATCH),
	realLabels: tinyLabels(BATCH),
	fakeLabels: () => tinyLabels(BATCH),
};

function options(changes: Partial<StepOptions> = {}): StepOptions {
	return publishedOptions(BATCH, 8, { blurFadeKimg: 0, gpcRegFadeKimg: 0, ...changes });
}

function copyOf(weights: TrainedWeights): Map<string, Float32Array> {
	return new Map([...weights].map(([name, { data }]) => [name, data.slice()]));
}

/** Names of the tensors that are no longer as they were. */
function changed(before: ReadonlyMap<string, Float32Array>, after: TrainedWeights): string[] {
	return [...after].flatMap(([name, { data }]) =>
		data.some((value, index) => value !== before.get(name)?.[index]) ? [name] : [],
	);
}

describe("trainStep", () => {
	let runner: PhaseRunner;
	beforeAll(async () => {
		runner = await openPhaseRunner(await cpuRuntime());
	});
	afterAll(() => runner.dispose());

	const fresh = (): TrainingState => initialState(tinyNetworks(), new RandomState(3));
	async function steps(state: TrainingState, count: number, chosen = options()): Promise<StepReport[]> {
		const reports: StepReport[] = [];
		for (let step = 0; step < count; step++) reports.push(await trainStep(state, chosen, DATA, runner));
		return reports;
	}

	it("runs the phases that are due, reports every sample, and counts", async () => {
		const state = fresh();
		const [first, second] = await steps(state, 2);
		expect(first?.phases).toEqual(["Gmain", "Greg", "Dmain", "Dreg"]);
		expect(second?.phases).toEqual(["Gmain", "Dmain"]);
		expect(first?.values.get("Loss/D/loss")).toHaveLength(BATCH);
		expect(first?.values.get("Loss/r1_penalty")?.every((value) => value > 0)).toBe(true);
		expect(first?.sanitized).toBe(0);
		expect([state.step, state.images]).toEqual([2, 2 * BATCH]);
	});

	it("changes every parameter of both networks, and w_avg, but no other buffer", async () => {
		const state = fresh();
		const { generator, discriminator } = state.networks;
		const before = [copyOf(generator.weights), copyOf(discriminator.weights)] as const;
		await steps(state, 1);
		const untouched = (names: readonly string[], weights: TrainedWeights): string[] =>
			[...weights.keys()].filter((name) => !names.includes(name));
		const left = untouched(changed(before[0], generator.weights), generator.weights);
		// Noise of super-resolution is off, so its strength and its stored noise do nothing.
		expect(left.filter((name) => !/noise_const$|^superresolution.*noise_strength$/.test(name))).toEqual([]);
		expect(left).not.toContain("backbone.mapping.w_avg");
		expect(untouched(changed(before[1], discriminator.weights), discriminator.weights)).toEqual([]);
	});

	it("leaves frozen layers of the discriminator as they are", async () => {
		const state = fresh();
		const { weights } = state.networks.discriminator;
		const before = copyOf(weights);
		await steps(state, 1, options({ frozen: new Set(["b16.fromrgb.weight", "b16.conv0.bias"]) }));
		const names = changed(before, weights);
		expect(names).not.toContain("b16.fromrgb.weight");
		expect(names).not.toContain("b16.conv0.bias");
		expect(names).toHaveLength(weights.size - 2);
	});

	it("makes the discriminator better at telling fakes while the generator stands still", async () => {
		const state = fresh();
		const reports = await steps(state, 30, options({ glr: 0, dlr: 0.02 }));
		const loss = (report: StepReport | undefined): number => {
			const values = report?.values.get("Loss/D/loss") ?? [];
			return values.reduce((sum, value) => sum + value, 0) / values.length;
		};
		expect(loss(reports.at(-1))).toBeLessThan(0.8 * loss(reports[0]));
	});

	it("gives the same after a stop and a continuation as without them, bit for bit", async () => {
		const whole = fresh();
		await steps(whole, 5);
		const first = fresh();
		await steps(first, 2);
		const continued: TrainingState = {
			networks: {
				generator: { ...first.networks.generator, weights: copied(first.networks.generator.weights) },
				discriminator: { ...first.networks.discriminator, weights: copied(first.networks.discriminator.weights) },
			},
			average: copied(first.average),
			generatorMoments: new Map(first.generatorMoments),
			discriminatorMoments: new Map(first.discriminatorMoments),
			random: RandomState.fromSnapshot(first.random.snapshot()),
			augment: { ...first.augment },
			step: first.step,
			images: first.images,
		};
		await steps(continued, 3);
		expect(changed(copyOf(whole.networks.generator.weights), continued.networks.generator.weights)).toEqual([]);
		expect(changed(copyOf(whole.networks.discriminator.weights), continued.networks.discriminator.weights)).toEqual([]);
		expect(changed(copyOf(whole.average), continued.average)).toEqual([]);
	});

	it("averages gradients over micro-batches, and refuses those that do not divide the batch", async () => {
		const state = fresh();
		const [report] = await steps(state, 1, options({ batchGpu: 2 }));
		expect(report?.values.get("Loss/scores/fake")).toHaveLength(2 * BATCH); // Gmain's and Dmain's
		expect(state.images).toBe(BATCH);
		await expect(steps(fresh(), 1, options({ batchGpu: 3 }))).rejects.toThrow("batch 4 in runs of 3");
	});

	it("keeps a moving average between the old weights and the new, and copies buffers", async () => {
		const state = fresh();
		state.images = 100_000;
		const { weights } = state.networks.generator;
		const old = weights.get("decoder.net.0.weight")?.data.slice() ?? [];
		await steps(state, 1);
		const now = weights.get("decoder.net.0.weight")?.data ?? [];
		const share = 0.5 ** (BATCH / 1250); // half-life 4 · 10 / 32 kimg
		const average = state.average.get("decoder.net.0.weight")?.data ?? [];
		average.forEach((value, index) => {
			expect(value).toBeCloseTo((now[index] ?? 0) + share * ((old[index] ?? 0) - (now[index] ?? 0)), 6);
		});
		expect(state.average.get("backbone.mapping.w_avg")?.data).toEqual(weights.get("backbone.mapping.w_avg")?.data);
	});

	it("blurs, fades the resolution and mixes styles as the schedules say", async () => {
		const state = fresh();
		const chosen = options({
			blurFadeKimg: 1,
			blurInitSigma: 1,
			neuralRenderingResolutionFinal: 12,
			neuralRenderingResolutionFadeKimg: 1,
			styleMixingProb: 0.9,
		});
		state.images = 500; // half-way: σ 0.5, 10² rays
		const [report] = await steps(state, 1, chosen);
		expect(report?.values.get("Loss/G/loss")?.every(Number.isFinite)).toBe(true);
	});

	describe("with images of known latents", () => {
		const latents = float32Tensor([BATCH, 8], Float32Array.from(new RandomState(5).randn(BATCH * 8)));
		const known: StepData = { ...DATA, realLatents: latents };
		const chosen = (reconKimg: number): StepOptions =>
			options({ hasLatents: true, reconWeight: 50, reconEdges: 0.5, reconKimg, reconLr: 0.02, reconShare: 0.5 });
		const lossOf = (report: StepReport | undefined): readonly number[] =>
			report?.values.get("Loss/G/reconstruction") ?? [];
		const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

		it("draws the generator to them, and leaves the discriminator as it is", async () => {
			const state = fresh();
			const before = copyOf(state.networks.discriminator.weights);
			const reports: StepReport[] = [];
			for (let step = 0; step < 40; step++) {
				reports.push(await trainStep(state, chosen(1000), known, runner));
			}
			expect(reports[0]?.phases).toEqual(["Gmain", "Greg"]);
			expect(lossOf(reports[0])).toHaveLength(BATCH);
			expect(sum(lossOf(reports.at(-1)))).toBeLessThan(0.6 * sum(lossOf(reports[0])));
			expect(changed(before, state.networks.discriminator.weights)).toEqual([]);
		});

		it("afterwards draws it to a share of them, beside the discriminator", async () => {
			const report = await trainStep(fresh(), chosen(0), known, runner);
			expect(report.phases).toEqual(["Gmain", "Greg", "Dmain", "Dreg"]);
			expect(lossOf(report).map((value) => value > 0)).toEqual([true, true, false, false]);
			expect(report.values.get("Loss/G/loss")).toHaveLength(BATCH);
		});

		it("wants the latents", async () => {
			await expect(trainStep(fresh(), chosen(0), DATA, runner)).rejects.toThrow("wants their latents");
		});
	});

	it("stops between phases when the signal fires", async () => {
		const abort = new AbortController();
		abort.abort();
		await expect(trainStep(fresh(), options(), DATA, runner, { signal: abort.signal })).rejects.toThrow(AbortedError);
	});
});

function copied(weights: TrainedWeights): TrainedWeights {
	return new Map([...weights].map(([name, tensor]) => [name, { ...tensor, data: tensor.data.slice() }]));
}
