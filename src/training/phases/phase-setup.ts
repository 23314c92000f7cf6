/**
 * What the graph of a phase is built for. Everything that changes from step to step – images, labels, random numbers,
 * swap decisions, the blur – is an input of the graph; what is here needs another graph when it changes.
 */

import type { GeneratorConfig, NoiseMode } from "../../networks/config.ts";
import type { DiscriminatorConfig } from "../../networks/discriminator-config.ts";

export interface PhaseSetup {
	readonly generator: GeneratorConfig;
	readonly discriminator: DiscriminatorConfig;
	/** Samples of one run of the graph, N. */
	readonly batch: number;
	/** Rays per side of the raw image in this step. */
	readonly neuralRenderingResolution: number;
	/** Whether the discriminator's images are blurred in this step. */
	readonly blur: boolean;
	/** Whether the discriminator judges what Gmain makes. */
	readonly adversarial: boolean;
	/** Weight of Gmain's distance from real images of the same latents; 0 where there is none. */
	readonly reconstruction: number;
	/** Weight of steps from pixel to pixel in it. */
	readonly reconstructionEdges: number;
	/** Whether images are augmented before the discriminator. */
	readonly augment: boolean;
	/** Whether the conditioning camera may be another sample's. */
	readonly poseSwapping: boolean;
	/** Whether that is decided for the whole batch at once, as Greg does, instead of for each sample. */
	readonly swapsTogether: boolean;
	/** Whether some layers take their w from a second latent. */
	readonly styleMixing: boolean;
	/** Per-pixel noise of the backbone; published: "random". */
	readonly noiseMode: NoiseMode;
	/** Update factor of `w_avg`. */
	readonly wAvgBeta: number;
}

/** The part of a setup that decides how planes are generated from latents. */
export type PlanesSetup = Pick<
	PhaseSetup,
	"generator" | "batch" | "poseSwapping" | "swapsTogether" | "styleMixing" | "noiseMode"
>;

/** As published, but for what a network and a run of training must say themselves. */
export const PHASE_DEFAULTS: Omit<PhaseSetup, "generator" | "discriminator" | "batch" | "neuralRenderingResolution"> = {
	blur: false,
	adversarial: true,
	reconstruction: 0,
	reconstructionEdges: 0,
	augment: false,
	poseSwapping: true,
	swapsTogether: false,
	styleMixing: false,
	noiseMode: "random",
	wAvgBeta: 0.998,
};
