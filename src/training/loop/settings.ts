/**
 * What a run of training can be told, under the published trainer's names in camelCase, and what it becomes: options of
 * the step and of the loop. Sizes of the networks are in `new-networks.ts`.
 */

import { InputError } from "../../tensor/errors.ts";
import { ADA_DEFAULTS, type AugmentOptions } from "../augment/adaptive.ts";
import type { PipelineName } from "../augment/pipeline.ts";
import type { DensityRegularization } from "../losses/density.ts";
import { frozenParameters } from "../networks/freeze.ts";
import type { TrainingNetworks } from "../networks/training-networks.ts";
import { DISCRIMINATOR_ADAM, GENERATOR_ADAM, RECONSTRUCTION_ADAM } from "../optimiser/adam.ts";
import { microBatches, type StepOptions } from "../options.ts";
import { suggestedGamma } from "./gamma.ts";

/** All of it, as it is recorded. */
export interface TrainingSettings {
	/** Images of a step. */
	readonly batch: number;
	/** Images of one run of a graph; a divisor of the batch. */
	readonly batchGpu: number;
	/** Weight of R1. */
	readonly gamma: number;
	/** Length of the run, thousands of images. */
	readonly kimg: number;
	/** Thousands of images between reports. */
	readonly tick: number;
	/** Ticks between snapshots; 0 for one at the end only. */
	readonly snap: number;
	/** The state is saved at least this often, minutes. */
	readonly saveMinutes: number;
	readonly seed: number;
	/** Learning rates of generator and discriminator. */
	readonly glr: number;
	readonly dlr: number;
	/** Layers of the discriminator that stay as they are. */
	readonly freezed: number;
	/** Probability that the conditioning camera is another sample's. */
	readonly gpcRegProb: number;
	readonly gpcRegFadeKimg: number;
	/** σ of the discriminator's blur at the start, pixels. */
	readonly blurInitSigma: number;
	readonly blurFadeKimg: number;
	readonly neuralRenderingResolutionInitial: number;
	/** `null` keeps the initial one. */
	readonly neuralRenderingResolutionFinal: number | null;
	readonly neuralRenderingResolutionFadeKimg: number;
	readonly densityReg: number;
	/** Steps between density regularisations; 0 for never. */
	readonly densityRegEvery: number;
	readonly densityRegPDist: number;
	readonly regType: DensityRegularization;
	/** Steps between R1 penalties; 0 for never. */
	readonly dRegInterval: number;
	readonly styleMixingProb: number;
	/** With latents of the images: thousands of images that are only reconstructed, before there is a discriminator. */
	readonly reconKimg: number;
	/** Learning rate of the generator in that time. */
	readonly reconLr: number;
	/** Weight of the reconstruction. */
	readonly reconWeight: number;
	/** Weight of steps from pixel to pixel in it. */
	readonly reconEdges: number;
	/** Share of the generator's batch that is reconstructed while there is a discriminator. */
	readonly reconShare: number;
	/** Augmentation before the discriminator: none, with a fixed probability, or with one that adapts. */
	readonly aug: "noaug" | "fixed" | "ada";
	readonly augpipe: PipelineName;
	/** With `fixed`: of each transform. */
	readonly p: number;
	/** With `ada`: the mean sign of real logits that is aimed at. */
	readonly target: number;
	/** With `ada`: thousands of images within which the probability can move from 0 to 1. */
	readonly adaKimg: number;
	/** Half-life of the generator's moving average, thousands of images. */
	readonly emaKimg: number;
	/** Share of the images shown so far that the half-life is at most; 0 for no such limit. */
	readonly emaRampup: number;
}

/** What the defaults depend on. */
export interface SettingsBasis {
	/** Side of the images. */
	readonly resolution: number;
	/** Rays per side that the network is made for. */
	readonly neuralRenderingResolution: number;
	/** Whether networks that were trained before are trained further. */
	readonly resumed: boolean;
	/** Whether early images are blurred in spite of that. */
	readonly resumeBlur: boolean;
}

/** Side of the images for which 10 pixels of blur are published. */
const PUBLISHED_SIDE = 512;
const PUBLISHED_BATCH = 32;
const SMALL_BATCH = 8;
/** Below this side the published lengths, made for millions of images, would be the whole of a run. */
const SMALL_SIDE = 128;
/** Images of a group of the minibatch standard deviation. */
const GROUP = 4;

/**
 * Fills in what is not given. Published defaults for images above 128²; for smaller ones, which few cores can train,
 * batches of 8 and fades ten times as short. The blur is measured by the image: 10 pixels at 512².
 */
export function resolveSettings(given: Partial<TrainingSettings>, basis: SettingsBasis): TrainingSettings {
	const { resolution, resumed, resumeBlur } = basis;
	const isSmall = resolution <= SMALL_SIDE;
	const batch = given.batch ?? (isSmall ? SMALL_BATCH : PUBLISHED_BATCH);
	const shortened = isSmall ? 0.1 : 1;
	const defaults: TrainingSettings = {
		batch,
		batchGpu: batch,
		gamma: Number(suggestedGamma(resolution, batch).toPrecision(3)),
		kimg: 25_000,
		tick: isSmall ? 1 : 4,
		snap: 50,
		saveMinutes: 10,
		seed: 0,
		glr: GENERATOR_ADAM.learningRate,
		dlr: DISCRIMINATOR_ADAM.learningRate,
		freezed: 0,
		gpcRegProb: 0.5,
		gpcRegFadeKimg: resumed ? 0 : 1000 * shortened,
		blurInitSigma: resumed && !resumeBlur ? 0 : (10 * resolution) / PUBLISHED_SIDE,
		blurFadeKimg: 200 * shortened,
		neuralRenderingResolutionInitial: basis.neuralRenderingResolution,
		neuralRenderingResolutionFinal: null,
		neuralRenderingResolutionFadeKimg: 1000 * shortened,
		densityReg: 0.25,
		densityRegEvery: 4,
		densityRegPDist: 0.004,
		regType: "l1",
		dRegInterval: 16,
		styleMixingProb: 0,
		reconKimg: 0,
		reconLr: RECONSTRUCTION_ADAM.learningRate,
		reconWeight: 50,
		reconEdges: 0,
		reconShare: 0.5,
		aug: "noaug",
		augpipe: "bgc",
		p: 0.2,
		target: ADA_DEFAULTS.target,
		adaKimg: ADA_DEFAULTS.adaKimg * shortened,
		emaKimg: (batch * 10) / 32,
		emaRampup: resumed ? 0 : 0.05,
	};
	const known = Object.entries(given).filter(([, value]) => value !== undefined);
	return { ...defaults, ...Object.fromEntries(known) };
}

/** Throws `InputError` for batches that cannot be cut up, and for what the networks cannot do. */
export function stepOptions(settings: TrainingSettings, networks: TrainingNetworks, hasLatents = false): StepOptions {
	const { batch, batchGpu, blurInitSigma } = settings;
	const adam = (learningRate: number): StepOptions["generatorAdam"] => ({ ...GENERATOR_ADAM, learningRate });
	const options: StepOptions = {
		batch,
		microBatch: batchGpu,
		generatorAdam: adam(settings.glr),
		discriminatorAdam: adam(settings.dlr),
		generatorInterval: settings.densityRegEvery > 0 && settings.densityReg > 0 ? settings.densityRegEvery : null,
		discriminatorInterval: settings.dRegInterval > 0 && settings.gamma > 0 ? settings.dRegInterval : null,
		density: { kind: settings.regType, weight: settings.densityReg, distance: settings.densityRegPDist },
		r1Gamma: settings.gamma,
		gpcRegProb: networks.generator.config.conditioning.zero ? null : settings.gpcRegProb,
		gpcRegFadeKimg: settings.gpcRegFadeKimg,
		blurInitSigma,
		blurFadeKimg: blurInitSigma > 0 ? settings.blurFadeKimg : 0,
		renderingResolutionInitial: settings.neuralRenderingResolutionInitial,
		renderingResolutionFinal: settings.neuralRenderingResolutionFinal,
		renderingResolutionFadeKimg: settings.neuralRenderingResolutionFadeKimg,
		styleMixingProbability: settings.styleMixingProb,
		reconstruction: hasLatents
			? {
					weight: settings.reconWeight,
					edges: settings.reconEdges,
					aloneKimg: settings.reconKimg,
					aloneAdam: { ...RECONSTRUCTION_ADAM, learningRate: settings.reconLr },
					share: settings.reconShare,
				}
			: null,
		augment: augmentOptions(settings),
		noiseMode: "random",
		movingAverage: {
			halfLifeKimg: settings.emaKimg,
			rampUp: settings.emaRampup > 0 ? settings.emaRampup : null,
		},
		frozen: frozenParameters(networks.discriminator.config, settings.freezed),
	};
	microBatches(options);
	if (batchGpu > GROUP && batchGpu % GROUP !== 0) {
		throw new InputError(
			`training: ${batchGpu} images in one run of a graph, want at most ${GROUP} or a multiple of it: the discriminator compares them in groups of ${GROUP}`,
		);
	}
	return options;
}

function augmentOptions({ aug, augpipe: pipeline, p, target, adaKimg }: TrainingSettings): AugmentOptions | null {
	if (aug === "noaug") return null;
	return { kind: aug, pipeline, probability: p, target, adaKimg, interval: ADA_DEFAULTS.interval };
}
