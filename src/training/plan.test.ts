import { describe, expect, it } from "vitest";
import { tinyDiscriminator, tinyGenerator } from "../../test/support/tiny-training.ts";
import { microBatches, publishedStepOptions, type StepOptions } from "./options.ts";
import { duePhases, phaseRecipe, type StepPlan, stepPlan } from "./plan.ts";

const PUBLISHED = publishedStepOptions(8, 64);

function planAt(images: number, changes: Partial<StepOptions> = {}): StepPlan {
	return stepPlan({ ...PUBLISHED, ...changes }, tinyGenerator(), tinyDiscriminator(), images);
}

describe("duePhases", () => {
	it("regularises once in so many steps, beginning with the first", () => {
		expect(duePhases(PUBLISHED, 0)).toEqual(["Gmain", "Greg", "Dmain", "Dreg"]);
		expect(duePhases(PUBLISHED, 3)).toEqual(["Gmain", "Dmain"]);
		expect(duePhases(PUBLISHED, 4)).toEqual(["Gmain", "Greg", "Dmain"]);
		expect(duePhases(PUBLISHED, 32)).toEqual(["Gmain", "Greg", "Dmain", "Dreg"]);
	});

	it("leaves out what has no interval", () => {
		const none = { ...PUBLISHED, generatorInterval: null, discriminatorInterval: null };
		expect(duePhases(none, 0)).toEqual(["Gmain", "Dmain"]);
	});
});

describe("a reconstruction", () => {
	const reconstruction = { weight: 50, edges: 4, aloneKimg: 10, aloneAdam: PUBLISHED.generatorAdam, share: 0.5 };

	it("is alone at first, and with a discriminator afterwards", () => {
		expect(planAt(9_999, { reconstruction }).setup).toMatchObject({ adversarial: false, reconstruction: 50 });
		expect(planAt(10_000, { reconstruction }).setup).toMatchObject({ adversarial: true, reconstruction: 50 });
		expect(planAt(0).setup).toMatchObject({ adversarial: true, reconstruction: 0 });
	});

	it("has other graphs before and after", () => {
		const key = (images: number): string =>
			phaseRecipe("Gmain", { ...PUBLISHED, reconstruction }, planAt(images, { reconstruction })).key;
		expect(key(9_999)).not.toBe(key(10_000));
	});

	it("leaves the discriminator's phases out while it is alone", () => {
		expect(duePhases(PUBLISHED, 0, false)).toEqual(["Gmain", "Greg"]);
		expect(duePhases(PUBLISHED, 3, false)).toEqual(["Gmain"]);
	});
});

describe("stepPlan", () => {
	it("follows the schedules", () => {
		const early = planAt(100_000, { renderingResolutionFinal: 128 });
		expect(early.blurSigma).toBe(5);
		expect(early.setup.blur).toBe(true);
		expect(early.swapProbability).toBeCloseTo(0.95, 12);
		expect(early.setup.neuralRenderingResolution).toBe(70);
		const late = planAt(3_000_000, { renderingResolutionFinal: 128 });
		expect([late.blurSigma, late.setup.blur, late.swapProbability]).toEqual([0, false, 0.5]);
		expect(late.setup.neuralRenderingResolution).toBe(128);
	});

	it("has no blur once the blur reaches no neighbour", () => {
		const almost = planAt(197_000); // σ 0.15
		expect(almost.blurSigma).toBeGreaterThan(0);
		expect(almost.setup.blur).toBe(false);
	});

	it("leaves cameras and styles alone where it is told to", () => {
		const { setup, swapProbability } = planAt(0, { gpcRegProb: null });
		expect([setup.poseSwapping, swapProbability, setup.styleMixing]).toEqual([false, 0, false]);
		expect(planAt(0, { styleMixingProbability: 0.9 }).setup.styleMixing).toBe(true);
	});
});

describe("phaseRecipe", () => {
	it("has one key for as long as the graph stays the same", () => {
		const key = (images: number): string => phaseRecipe("Dmain", PUBLISHED, planAt(images)).key;
		expect(key(0)).toBe(key(100_000));
		expect(key(0)).not.toBe(key(300_000)); // the blur is over
		const faded = { renderingResolutionFinal: 128 };
		expect(phaseRecipe("Dmain", PUBLISHED, planAt(500_000, faded)).key).not.toBe(key(500_000));
	});

	it("builds the phase that it names, with the interval as its gain", () => {
		const plan = stepPlan(publishedStepOptions(2, 4), tinyGenerator(), tinyDiscriminator(), 0);
		for (const phase of ["Gmain", "Greg", "Dmain", "Dreg"] as const) {
			expect(phaseRecipe(phase, PUBLISHED, plan).build().name).toBe(phase);
		}
	});
});

describe("microBatches", () => {
	it("counts the runs of a step, and refuses what does not divide", () => {
		expect(microBatches(PUBLISHED)).toBe(1);
		expect(microBatches({ ...PUBLISHED, microBatch: 2 })).toBe(4);
		for (const microBatch of [3, 16, 0, 1.5]) {
			expect(() => microBatches({ ...PUBLISHED, microBatch })).toThrow(`batch 8 in runs of ${microBatch}`);
		}
	});
});
