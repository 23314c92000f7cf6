/** What a step does: which phases are due, and what the schedules say at this point of the training. */

import type { TrainingNetworks } from "./networks/training-networks.ts";
import { ADAM, ADAM_WITH_MOMENTUM, type AdamOptions, lazyRegularization } from "./optimiser/adam.ts";
import { blurReach } from "./passes/blur.ts";
import type { PhaseName } from "./phases/phase-graph.ts";
import { PHASE_DEFAULTS, type PhaseSetup } from "./phases/phase-setup.ts";
import { phaseGraphs } from "./phases/recipes.ts";
import type { PhaseRecipe } from "./phases/run-phase.ts";
import { blurSigma, renderingResolution, swapProbability } from "./schedules.ts";
import type { StepOptions } from "./settings.ts";

export interface StepPlan {
	readonly setup: PhaseSetup;
	/** Of a swapped conditioning camera. */
	readonly swapProbability: number;
	/** Of the discriminator's blur, pixels. */
	readonly blurSigma: number;
}

type Network = keyof TrainingNetworks;

/** The configurations of both networks. */
export type TrainedConfigs = { readonly [K in Network]: Pick<TrainingNetworks[K], "config"> };

/** @param images  shown to the discriminator so far */
export function stepPlan(options: StepOptions, networks: TrainedConfigs, images: number): StepPlan {
	const generator = networks.generator.config;
	const { hasLatents, neuralRenderingResolutionInitial: first, neuralRenderingResolutionFinal: last } = options;
	const sigma = blurSigma(images, options.blurInitSigma, options.blurFadeKimg);
	const poseSwapping = !generator.conditioning.zero;
	return {
		setup: {
			...PHASE_DEFAULTS,
			generator,
			discriminator: networks.discriminator.config,
			batch: options.batchGpu,
			neuralRenderingResolution: renderingResolution(images, first, last, options.neuralRenderingResolutionFadeKimg),
			blur: blurReach(sigma) > 0,
			adversarial: !hasLatents || images >= options.reconKimg * 1000,
			reconstruction: hasLatents ? options.reconWeight : 0,
			reconstructionEdges: hasLatents ? options.reconEdges : 0,
			augment: options.aug !== "noaug",
			poseSwapping,
			styleMixing: options.styleMixingProb > 0,
		},
		swapProbability: poseSwapping ? swapProbability(images, options.gpcRegProb, options.gpcRegFadeKimg) : 0,
		blurSigma: sigma,
	};
}

/** The network that a phase trains. */
export function networkOf(phase: PhaseName): Network {
	return phase === "Gmain" || phase === "Greg" ? "generator" : "discriminator";
}

/** Steps between a network's regularisations; `null` for none. */
function regularizationInterval(network: Network, options: StepOptions): number | null {
	const { densityReg, densityRegEvery, gamma, dRegInterval } = options;
	const [weight, interval] = network === "generator" ? [densityReg, densityRegEvery] : [gamma, dRegInterval];
	return weight > 0 && interval > 0 ? interval : null;
}

/**
 * The phases of a step in the order of their runs; step 0 has all of them.
 * @param adversarial  whether there is a discriminator at this point
 */
export function duePhases(options: StepOptions, step: number, adversarial = true): PhaseName[] {
	const isDue = (network: Network): boolean => {
		const interval = regularizationInterval(network, options);
		return interval !== null && step % interval === 0;
	};
	return [
		"Gmain",
		...(isDue("generator") ? (["Greg"] as const) : []),
		...(adversarial ? (["Dmain"] as const) : []),
		...(adversarial && isDue("discriminator") ? (["Dreg"] as const) : []),
	];
}

/** How a network learns at this point. A generator that only reconstructs takes larger steps, with momentum. */
export function adamOf(network: Network, options: StepOptions, { setup: { adversarial } }: StepPlan): AdamOptions {
	const { glr, dlr, reconLr } = options;
	const rates = { generator: adversarial ? glr : reconLr, discriminator: dlr };
	const adam = network === "generator" && !adversarial ? ADAM_WITH_MOMENTUM : ADAM;
	return lazyRegularization({ ...adam, learningRate: rates[network] }, regularizationInterval(network, options));
}

/** How to make the graphs of a phase. Configurations and options are those of one run, so they are not in the key. */
export function phaseRecipe(phase: PhaseName, options: StepOptions, { setup }: StepPlan): PhaseRecipe {
	const isMain = phase === "Gmain" || phase === "Dmain";
	const gain = isMain ? 1 : (regularizationInterval(networkOf(phase), options) ?? 1);
	const sizes = Object.entries(setup).filter(([, value]) => typeof value !== "object");
	const key = [phase, ...sizes.map(([name, value]) => `${name}=${value}`)].join(" ");
	return { phase, key, ...phaseGraphs(phase, setup, options, gain) };
}
