/**
 * Configuration of a generator: everything that the weights alone do not say. `generator/` reads it from a
 * checkpoint's own description; nothing here is hard-wired to the published sizes.
 */

import type { RenderingConfig } from "../rendering/rendering-config.ts";

/** StyleGAN2 mapping network (eg3d.md §2). */
export interface MappingConfig {
	readonly zDim: number;
	/** Length of the condition `c`; 0 for an unconditioned network. */
	readonly cDim: number;
	readonly wDim: number;
	/** Fully connected layers after the embedding. */
	readonly numLayers: number;
	/** Learning-rate multiplier: stored weights are to be multiplied by it. */
	readonly lrMultiplier: number;
	/** How many ws the mapped latent is repeated to. */
	readonly numWs: number;
	/** Whether `z` is scaled to unit length per number first, as published networks do; else its length counts, too. */
	readonly normalizeZ: boolean;
}

/** How the generator's mapping is conditioned on the camera. */
export interface ConditioningConfig {
	/** `c` is multiplied by it before the mapping. */
	readonly scale: number;
	/** The mapping sees zeros instead of `c`. */
	readonly zero: boolean;
}

/** One StyleGAN2 synthesis block. */
export interface SynthesisBlockConfig {
	/** Prefix of its parameters below the network's, e.g. "b8". */
	readonly name: string;
	/** The first block: a learned constant instead of an input. */
	readonly isFirst: boolean;
	/** `conv0` doubles the resolution, and so does the skip connection of the image. */
	readonly up: boolean;
	/** Side of the result. */
	readonly resolution: number;
	readonly inChannels: number;
	readonly outChannels: number;
	readonly imgChannels: number;
	/** Activations are clamped to ±convClamp; `null` leaves them. */
	readonly convClamp: number | null;
}

/** A chain of synthesis blocks: the backbone, or the super-resolution. */
export interface SynthesisConfig {
	readonly wDim: number;
	readonly blocks: readonly SynthesisBlockConfig[];
}

/** Decoder MLP of the tri-planes. */
export interface DecoderConfig {
	readonly planeChannels: number;
	readonly hiddenDim: number;
	/** Colour-feature channels; the decoder gives one number more, sigma. */
	readonly featureChannels: number;
	readonly lrMultiplier: number;
}

/** The layer that makes the raw image of the features: 1×1, modulated by the last w (`torgb`). */
export interface RawImageConfig {
	/** The image is clamped to ±convClamp; `null` leaves it. */
	readonly convClamp: number | null;
}

/** Numbers of a texel of one plane, C · G: its channels times its slices. */
export function planeNumbers({ decoder, rendering }: Pick<GeneratorConfig, "decoder" | "rendering">): number {
	return decoder.planeChannels * rendering.triplaneDepth;
}

export type NoiseMode = "const" | "random" | "none";

/** Super-resolution (eg3d.md §6). */
export interface SuperresolutionConfig extends SynthesisConfig {
	/** Name of the module as the checkpoint gives it. */
	readonly module: string;
	/** Side of the input; `image_raw` and `feature_image` of another size are resized to it. */
	readonly inputResolution: number;
	/** When to resize: whenever the size differs, or only when it is smaller (the 4X module). */
	readonly resizeWhen: "different" | "smaller";
	/** Antialias when shrinking. */
	readonly antialias: boolean;
	/**
	 * Whether its discriminator sees the raw image as the published code leaves it, with the first block's RGB added
	 * (`altersImageRaw`), and not as it was rendered. Of networks whose first block enlarges it says nothing.
	 */
	readonly rawInPlace: boolean;
	readonly noiseMode: NoiseMode;
}

export interface GeneratorConfig {
	readonly mapping: MappingConfig;
	readonly conditioning: ConditioningConfig;
	readonly backbone: SynthesisConfig;
	/** Side of the planes. */
	readonly planeResolution: number;
	readonly decoder: DecoderConfig;
	/** A picture of features that stands behind the volume; `null` for nothing. */
	readonly background: SynthesisConfig | null;
	/** `null` where the first three features are the raw image. */
	readonly rawImage: RawImageConfig | null;
	readonly superresolution: SuperresolutionConfig;
	readonly rendering: RenderingConfig;
	/** Side of `image`. */
	readonly imgResolution: number;
	/** Side of `image_raw` unless asked otherwise. */
	readonly neuralRenderingResolution: number;
}
