/** What an inversion needs of a generator. */

import { sampleW } from "../analysis/sweep/directions.ts";
import type { Generator } from "../generator/generator.ts";
import { trainingOrbit } from "../generator/training-cameras.ts";
import type { InferenceRuntime } from "../host/inference-runtime.ts";
import { ownWeights } from "../training/networks/training-networks.ts";
import type { InversionNetwork } from "./invert.ts";
import { type Coordinates, type LatentSpace, latentSpaces } from "./latent-space.ts";

export interface PrepareOptions {
	/** People whose w say where w lie. Default 2048; with fewer than wDim the space of latents is smaller than that of w. */
	readonly people?: number | undefined;
	/** Seed of those. Default 0. */
	readonly seed?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** `space` is in principal components, unless another one of `spaces` is put there. */
export interface PreparedInversion extends InversionNetwork {
	readonly spaces: { readonly [C in Coordinates]: LatentSpace };
}

const PEOPLE = 2048;

/**
 * Maps many latents and finds their principal components: some seconds. The result serves any number of pictures.
 * @param runtime  computes the steps: the CPU, since gradients of planes come from there
 */
export async function prepareInversion(
	generator: Generator,
	runtime: InferenceRuntime,
	{ people = PEOPLE, seed = 0, signal }: PrepareOptions = {},
): Promise<PreparedInversion> {
	const { config, weights } = generator;
	const w = await sampleW(generator, { samples: people, sampleSeed: seed, signal });
	const spaces = latentSpaces(w);
	const { pivot } = trainingOrbit(config.rendering);
	return { runtime, config, weights: ownWeights(weights), space: spaces.principal, spaces, pivot };
}
