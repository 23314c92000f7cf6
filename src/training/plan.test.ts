import { describe, expect, it } from "vitest";
import { publishedOptions, tinyDiscriminator, tinyGenerator } from "../../test/support/tiny-training.ts";
import { adamOf, duePhases, phaseRecipe, type StepPlan, stepPlan, type TrainedConfigs } from "./plan.ts";
import { microBatches, type StepOptions } from "./settings.ts";

const PUBLISHED = publishedOptions(8, 64);
const NETWORKS: TrainedConfigs = {
	generator: { config: tinyGenerator() },
	discriminator: { config: tinyDiscriminator() },
};

function planAt(images: number, changes: Partial<StepOptions> = {}): StepPlan {
	return stepPlan({ ...PUBLISHED, ...changes }, NETWORKS, images);
}

describe("duePhases", () => {
	it("regularises once in so many steps, beginning with the first", () => {
		expect(duePhases(PUBLISHED, 0)).toEqual(["Gmain", "Greg", "Dmain", "Dreg"]);
		expect(duePhases(PUBLISHED, 3)).toEqual(["Gmain", "Dmain"]);
		expect(duePhases(PUBLISHED, 4)).toEqual(["Gmain", "Greg", "Dmain"]);
		expect(duePhases(PUBLISHED, 32)).toEqual(["Gmain", "Greg", "Dmain", "Dreg"]);
	});

	it("leaves out what has no interval or no weight", () => {
		const none = { ...PUBLISHED, densityRegEvery: 0, dRegInterval: 0 };
		expect(duePhases(none, 0)).toEqual(["Gmain", "Dmain"]);
		expect(duePhases({ ...PUBLISHED, densityReg: 0, gamma: 0 }, 0)).toEqual(["Gmain", "Dmain"]);
	});
});

describe("a reconstruction", () => {
	const known = { hasLatents: true, reconWeight: 50, reconEdges: 4, reconKimg: 10 };

	it("is alone at first, and with a discriminator afterwards", () => {
		expect(planAt(9_999, known).setup).toMatchObject({ adversarial: false, reconstruction: 50 });
		expect(planAt(10_000, known).setup).toMatchObject({ adversarial: true, reconstruction: 50 });
		expect(planAt(0).setup).toMatchObject({ adversarial: true, reconstruction: 0 });
	});

	it("has other graphs before and after", () => {
		const key = (images: number): string => phaseRecipe("Gmain", { ...PUBLISHED, ...known }, planAt(images, known)).key;
		expect(key(9_999)).not.toBe(key(10_000));
	});

	it("leaves the discriminator's phases out while it is alone", () => {
		expect(duePhases(PUBLISHED, 0, false)).toEqual(["Gmain", "Greg"]);
		expect(duePhases(PUBLISHED, 3, false)).toEqual(["Gmain"]);
	});
});

describe("stepPlan", () => {
	it("follows the schedules", () => {
		const early = planAt(100_000, { neuralRenderingResolutionFinal: 128 });
		expect(early.blurSigma).toBe(5);
		expect(early.setup.blur).toBe(true);
		expect(early.swapProbability).toBeCloseTo(0.95, 12);
		expect(early.setup.neuralRenderingResolution).toBe(70);
		const late = planAt(3_000_000, { neuralRenderingResolutionFinal: 128 });
		expect([late.blurSigma, late.setup.blur, late.swapProbability]).toEqual([0, false, 0.5]);
		expect(late.setup.neuralRenderingResolution).toBe(128);
	});

	it("has no blur once the blur reaches no neighbour", () => {
		const almost = planAt(197_000); // σ 0.15
		expect(almost.blurSigma).toBeGreaterThan(0);
		expect(almost.setup.blur).toBe(false);
	});

	it("leaves cameras and styles alone where nothing asks for them", () => {
		const unconditioned = { ...tinyGenerator(), conditioning: { scale: 1, zero: true } };
		const networks = { ...NETWORKS, generator: { config: unconditioned } };
		const { setup, swapProbability } = stepPlan(PUBLISHED, networks, 0);
		expect([setup.poseSwapping, swapProbability, setup.styleMixing]).toEqual([false, 0, false]);
		expect(planAt(0, { styleMixingProb: 0.9 }).setup.styleMixing).toBe(true);
	});
});

describe("adamOf", () => {
	it("gives each network its learning rate, reduced by its regularisation", () => {
		const options = { ...PUBLISHED, glr: 0.1, dlr: 0.2, densityRegEvery: 4, gamma: 0 };
		const rate = (network: "generator" | "discriminator"): number => adamOf(network, options, planAt(0)).learningRate;
		expect(rate("generator")).toBeCloseTo(0.1 * (4 / 5), 12);
		expect(rate("discriminator")).toBe(0.2);
	});

	it("gives a generator that only reconstructs a rate of its own, and momentum", () => {
		const options = { ...PUBLISHED, hasLatents: true, reconKimg: 10, reconLr: 0.3, densityReg: 0 };
		const at = (images: number) => adamOf("generator", options, stepPlan(options, NETWORKS, images));
		expect(at(0)).toMatchObject({ learningRate: 0.3, beta1: 0.9 });
		expect(at(10_000)).toMatchObject({ learningRate: 0.0025, beta1: 0 });
	});
});

describe("phaseRecipe", () => {
	it("has one key for as long as the graph stays the same", () => {
		const key = (images: number): string => phaseRecipe("Dmain", PUBLISHED, planAt(images)).key;
		expect(key(0)).toBe(key(100_000));
		expect(key(0)).not.toBe(key(300_000)); // the blur is over
		const faded = { neuralRenderingResolutionFinal: 128 };
		expect(phaseRecipe("Dmain", PUBLISHED, planAt(500_000, faded)).key).not.toBe(key(500_000));
	});

	it("builds the phase that it names, with the interval as its gain", () => {
		const plan = stepPlan(publishedOptions(2, 4), NETWORKS, 0);
		for (const phase of ["Gmain", "Greg", "Dmain", "Dreg"] as const) {
			expect(phaseRecipe(phase, PUBLISHED, plan).build().name).toBe(phase);
		}
	});
});

describe("microBatches", () => {
	it("counts the runs of a step, and refuses what does not divide", () => {
		expect(microBatches(PUBLISHED)).toBe(1);
		expect(microBatches({ ...PUBLISHED, batchGpu: 2 })).toBe(4);
		for (const batchGpu of [3, 16, 0, 1.5]) {
			expect(() => microBatches({ ...PUBLISHED, batchGpu })).toThrow(`batch 8 in runs of ${batchGpu}`);
		}
	});
});
