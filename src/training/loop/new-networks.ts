/** The networks that a run begins with: random ones of a named configuration, or those of a checkpoint. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { DEFAULT_NETWORK, findNetwork } from "../../generator/load-generator.ts";
import { type PresetChanges, presetChannels, presetConfig } from "../../generator/presets.ts";
import type { ReadConfigOptions } from "../../generator/read-config.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import type { DiscriminatorConfig } from "../../networks/discriminator-config.ts";
import { initializeGenerator } from "../../networks/initialize.ts";
import { initializeDiscriminator } from "../../networks/initialize-discriminator.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { discriminatorConfig } from "../networks/discriminator-sizes.ts";
import {
	ownWeights,
	type TrainingNetworks,
	trainedGenerator,
	trainingNetworks,
} from "../networks/training-networks.ts";
import { initialState, type TrainingState } from "../step.ts";

export interface NetworkSizes {
	/** Name of a configuration. */
	readonly cfg: string;
	readonly changes: PresetChanges;
	/** Noise on the labels that the discriminator sees, in units of their deviation (`disc_c_noise`). */
	readonly labelNoise: number;
}

/** How the networks of a checkpoint are trained further. */
export interface TuningOptions extends ReadConfigOptions {
	readonly seed: number;
	/** As `NetworkSizes` has it; for a discriminator that is new. */
	readonly labelNoise: number;
	/**
	 * Rays per side to begin with. Without super-resolution they are the pixels of the image, so that the network becomes
	 * one of pictures of that size, with a discriminator of its own. Default: the network's.
	 */
	readonly rays?: number | undefined;
}

const GROUP_SIZE = 4;
const SEEDS = 2 ** 32;

/** Random networks; the same seed gives the same ones. Throws `InputError` for an unknown configuration. */
export function newTraining({ cfg, changes, labelNoise }: NetworkSizes, seed: number): TrainingState {
	const config = presetConfig(cfg, changes);
	const { channelBase, channelMax } = presetChannels(cfg);
	const channels = { channelBase: changes.channelBase ?? channelBase, channelMax: changes.channelMax ?? channelMax };
	const discriminator = matchingDiscriminator(config, channels, labelNoise);
	return freshState(
		{
			generator: { config, weights: ownWeights(initializeGenerator(config, seed)) },
			discriminator: newDiscriminator(discriminator, seed),
		},
		seed,
	);
}

/**
 * The networks of a checkpoint with the optimisers at their beginning. A missing "G" is replaced by "G_ema", a missing
 * "D" by a random one with the backbone's channels, as is one for pictures of another size. Throws `InputError` or `CheckpointError` when there is no generator,
 * or it has parts that are not computed here, unless `allowUnused` leaves them behind.
 */
export function tunedTraining(checkpoint: Checkpoint, options: TuningOptions): TrainingState {
	const { seed } = options;
	const { networks } = checkpoint;
	const generator = findNetwork(checkpoint, networks.has("G") ? "G" : DEFAULT_NETWORK);
	const known = networks.has("D")
		? trainingNetworks({ ...checkpoint, networks: new Map([...networks, ["G", generator]]) }, options)
		: { generator: trainedGenerator(generator, options), discriminator: null };
	const resized = withRays(known.generator, options.rays);
	const fits = known.discriminator?.config.imgResolution === resized.config.imgResolution;
	const trained =
		known.discriminator && fits
			? { generator: resized, discriminator: known.discriminator }
			: withNewDiscriminator(resized, options);
	const state = freshState(trained, seed);
	const average = networks.get(DEFAULT_NETWORK);
	return average ? { ...state, average: trainedGenerator(average, options).weights } : state;
}

function withRays(generator: TrainingNetworks["generator"], rays: number | undefined): TrainingNetworks["generator"] {
	const { config } = generator;
	const { superresolution } = config;
	if (rays === undefined || superresolution.blocks.length > 0) return generator;
	const sizes = { imgResolution: rays, neuralRenderingResolution: rays };
	return {
		...generator,
		config: { ...config, ...sizes, superresolution: { ...superresolution, inputResolution: rays } },
	};
}

function withNewDiscriminator(
	generator: TrainingNetworks["generator"],
	{ labelNoise, seed }: TuningOptions,
): TrainingNetworks {
	const { config } = generator;
	const discriminator = matchingDiscriminator(config, backboneChannels(config), labelNoise);
	return { generator, discriminator: newDiscriminator(discriminator, seed) };
}

/** The channels as the backbone has them: min(channelBase / r, channelMax) at resolution r. */
function backboneChannels({ backbone }: GeneratorConfig): {
	readonly channelBase: number;
	readonly channelMax: number;
} {
	return {
		channelBase: Math.max(...backbone.blocks.map(({ outChannels, resolution }) => outChannels * resolution)),
		channelMax: Math.max(...backbone.blocks.map(({ outChannels }) => outChannels)),
	};
}

function matchingDiscriminator(
	{ imgResolution, mapping }: GeneratorConfig,
	channels: { readonly channelBase: number; readonly channelMax: number },
	labelNoise: number,
): DiscriminatorConfig {
	return discriminatorConfig({ imgResolution, cDim: mapping.cDim, ...channels, groupSize: GROUP_SIZE, labelNoise });
}

function newDiscriminator(config: DiscriminatorConfig, seed: number): TrainingNetworks["discriminator"] {
	return { config, weights: ownWeights(initializeDiscriminator(config, (seed + 1) % SEEDS)) };
}

/** Steps draw from a stream of their own. */
function freshState(networks: TrainingNetworks, seed: number): TrainingState {
	return initialState(networks, new RandomState((seed + 2) % SEEDS));
}
