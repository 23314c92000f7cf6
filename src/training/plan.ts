/** What a step does: which phases are due, and what the schedules say at this point of the training. */

import type { GeneratorConfig } from "../networks/config.ts";
import type { DiscriminatorConfig } from "../networks/discriminator-config.ts";
import type { StepOptions } from "./options.ts";
import { blurReach } from "./passes/blur.ts";
import { cutDiscriminatorMain, cutGeneratorMain } from "./phases/choose-cut.ts";
import type { CutPhase } from "./phases/cut-phase.ts";
import { discriminatorMain, discriminatorRegularization } from "./phases/discriminator-phases.ts";
import { generatorMain, generatorRegularization } from "./phases/generator-phases.ts";
import type { PhaseGraph, PhaseName } from "./phases/phase-graph.ts";
import { PHASE_DEFAULTS, type PhaseSetup } from "./phases/phase-setup.ts";
import type { PhaseRecipe } from "./phases/run-phase.ts";
import { blurSigma, renderingResolution, swapProbability } from "./schedules.ts";

export interface StepPlan {
	readonly setup: PhaseSetup;
	/** Of a swapped conditioning camera. */
	readonly swapProbability: number;
	/** Of the discriminator's blur, pixels. */
	readonly blurSigma: number;
}

/** @param images  shown to the discriminator so far */
export function stepPlan(
	options: StepOptions,
	generator: GeneratorConfig,
	discriminator: DiscriminatorConfig,
	images: number,
): StepPlan {
	const sigma = blurSigma(images, options.blurInitSigma, options.blurFadeKimg);
	const { gpcRegProb, gpcRegFadeKimg, renderingResolutionInitial, renderingResolutionFinal } = options;
	const fade = options.renderingResolutionFadeKimg;
	return {
		setup: {
			...PHASE_DEFAULTS,
			generator,
			discriminator,
			batch: options.microBatch,
			neuralRenderingResolution: renderingResolution(
				images,
				renderingResolutionInitial,
				renderingResolutionFinal,
				fade,
			),
			blur: blurReach(sigma) > 0,
			adversarial: !isAlone(options, images),
			reconstruction: options.reconstruction?.weight ?? 0,
			reconstructionEdges: options.reconstruction?.edges ?? 0,
			augment: options.augment !== null,
			poseSwapping: gpcRegProb !== null,
			styleMixing: options.styleMixingProbability > 0,
			noiseMode: options.noiseMode,
		},
		swapProbability: gpcRegProb === null ? 0 : swapProbability(images, gpcRegProb, gpcRegFadeKimg),
		blurSigma: sigma,
	};
}

/** Whether the generator learns from real images of known latents alone at this point. */
function isAlone({ reconstruction }: StepOptions, images: number): boolean {
	return reconstruction !== null && images < reconstruction.aloneKimg * 1000;
}

/**
 * The phases of a step in the order of their runs; step 0 has all of them.
 * @param adversarial  whether there is a discriminator at this point
 */
export function duePhases(
	{ generatorInterval, discriminatorInterval }: StepOptions,
	step: number,
	adversarial = true,
): PhaseName[] {
	const due = (interval: number | null): boolean => interval !== null && step % interval === 0;
	return [
		"Gmain",
		...(due(generatorInterval) ? (["Greg"] as const) : []),
		...(adversarial ? (["Dmain"] as const) : []),
		...(adversarial && due(discriminatorInterval) ? (["Dreg"] as const) : []),
	];
}

/** How to build the graph of a phase. Configurations and options are those of one run, so they are not in the key. */
export function phaseRecipe(phase: PhaseName, options: StepOptions, { setup }: StepPlan): PhaseRecipe {
	const { batch, neuralRenderingResolution: nrr, blur, augment, styleMixing, adversarial } = setup;
	const build: Readonly<Record<PhaseName, () => PhaseGraph>> = {
		Gmain: () => generatorMain(setup),
		Greg: () => generatorRegularization(setup, options.density, options.generatorInterval ?? 1),
		Dmain: () => discriminatorMain(setup),
		Dreg: () => discriminatorRegularization(setup, options.r1Gamma, options.discriminatorInterval ?? 1),
	};
	const cut: Readonly<Partial<Record<PhaseName, () => CutPhase | undefined>>> = {
		Gmain: () => cutGeneratorMain(setup),
		Dmain: () => cutDiscriminatorMain(setup),
	};
	return {
		phase,
		key: `${phase} batch=${batch} nrr=${nrr} blur=${blur} augment=${augment} mixing=${styleMixing} adversarial=${adversarial}`,
		build: build[phase],
		cut: cut[phase],
	};
}
