/** Options of the training step: what stays the same for a whole run. Names in the comments are those on disk. */

import { InputError } from "../tensor/errors.ts";
import type { AugmentOptions } from "./augment/adaptive.ts";
import type { DensityOptions } from "./losses/density.ts";
import { type AdamOptions, DISCRIMINATOR_ADAM, GENERATOR_ADAM } from "./optimiser/adam.ts";
import { type MovingAverageOptions, movingAverageOptions } from "./optimiser/moving-average.ts";

/**
 * Real images whose latents are known: the generator reconstructs the image of a latent, at first without a discriminator,
 * then with it. Not in the paper.
 */
export interface ReconstructionOptions {
	/** Weight of the mean squared difference (`recon_weight`). */
	readonly weight: number;
	/** Weight of steps from pixel to pixel in it (`recon_edges`). */
	readonly edges: number;
	/** So many thousand images without a discriminator (`recon_kimg`). */
	readonly aloneKimg: number;
	/** Of the generator in that time: a steady target bears momentum and larger steps (`recon_lr`). */
	readonly aloneAdam: AdamOptions;
	/** Afterwards, the share of Gmain's batch that is real images' latents (`recon_share`); the rest are drawn. */
	readonly share: number;
}

export interface StepOptions {
	/** Images of one step. */
	readonly batch: number;
	/** Images of one run of a graph (`batch_gpu`); divides the batch. Gradients are averaged over the runs. */
	readonly microBatch: number;
	readonly generatorAdam: AdamOptions;
	readonly discriminatorAdam: AdamOptions;
	/** The density is regularised once in so many steps (`G_reg_interval`); `null` for never. */
	readonly generatorInterval: number | null;
	/** R1 once in so many steps (`D_reg_interval`); `null` for never. */
	readonly discriminatorInterval: number | null;
	readonly density: DensityOptions;
	/** Weight of R1 (`r1_gamma`). */
	readonly r1Gamma: number;
	/** Probability that the conditioning camera is another sample's (`gpc_reg_prob`); `null` for no swapping at all. */
	readonly gpcRegProb: number | null;
	/** Over so many thousand images it falls from 1 to `gpcRegProb` (`gpc_reg_fade_kimg`). */
	readonly gpcRegFadeKimg: number;
	/** σ of the blur at the start, pixels (`blur_init_sigma`). */
	readonly blurInitSigma: number;
	/** Over so many thousand images it fades (`blur_fade_kimg`); 0 for no blur. */
	readonly blurFadeKimg: number;
	/** Rays per side of the raw image at the start (`neural_rendering_resolution_initial`). */
	readonly renderingResolutionInitial: number;
	/** At the end (`neural_rendering_resolution_final`); `null` keeps the initial one. */
	readonly renderingResolutionFinal: number | null;
	readonly renderingResolutionFadeKimg: number;
	/** Probability that later layers take a second latent (`style_mixing_prob`). */
	readonly styleMixingProbability: number;
	/** What the generator learns from real images of known latents; `null` for nothing. */
	readonly reconstruction: ReconstructionOptions | null;
	/** Augmentation before the discriminator; `null` for none. */
	readonly augment: AugmentOptions | null;
	/** Per-pixel noise of the backbone. */
	readonly noiseMode: "random" | "none";
	readonly movingAverage: MovingAverageOptions;
	/** Parameters of the discriminator that stay as they are, by official name (`freezed`). */
	readonly frozen: ReadonlySet<string>;
}

/** As published, for a network rendered at `neuralRenderingResolution`. R1's weight depends on the data: choose it. */
export function publishedStepOptions(batch: number, neuralRenderingResolution: number): StepOptions {
	return {
		batch,
		microBatch: batch,
		generatorAdam: GENERATOR_ADAM,
		discriminatorAdam: DISCRIMINATOR_ADAM,
		generatorInterval: 4,
		discriminatorInterval: 16,
		density: { kind: "l1", weight: 0.25, distance: 0.004 },
		r1Gamma: 1,
		gpcRegProb: 0.5,
		gpcRegFadeKimg: 1000,
		blurInitSigma: 10,
		blurFadeKimg: 200,
		renderingResolutionInitial: neuralRenderingResolution,
		renderingResolutionFinal: null,
		renderingResolutionFadeKimg: 1000,
		styleMixingProbability: 0,
		reconstruction: null,
		augment: null,
		noiseMode: "random",
		movingAverage: movingAverageOptions(batch),
		frozen: new Set(),
	};
}

/** Throws `InputError` where the step cannot be cut into runs of the graph. */
export function microBatches({ batch, microBatch }: StepOptions): number {
	const count = batch / microBatch;
	if (Number.isInteger(count) && count >= 1 && Number.isInteger(microBatch) && microBatch >= 1) return count;
	throw new InputError(
		`training: batch ${batch} in runs of ${microBatch}, want whole numbers, the second a divisor of the first`,
	);
}
