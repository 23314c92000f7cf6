/** The people that experiments look at: a seed through mapping and backbone, conditioned on the frontal camera. */

import type { Generator } from "../generator/generator.ts";
import { frontalConditioning } from "../generator/training-cameras.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { latentFromSeed } from "../tensor/latent.ts";

export interface Truncation {
	/** 1 leaves w as it is, 0 gives the average. */
	readonly truncationPsi: number;
	/** Number of leading ws that truncation touches; `null` means all. */
	readonly truncationCutoff: number | null;
}

export const NO_TRUNCATION: Truncation = Object.freeze({ truncationPsi: 1, truncationCutoff: null });

/** How files and messages call a person: `seed0004`, `ws0000`. */
export function personName(number: number, word = "seed"): string {
	return `${word}${String(number).padStart(4, "0")}`;
}

/** A person before any view. */
export interface Person {
	readonly seed: number;
	/** [1, numWs, wDim] truncated */
	readonly ws: Float32Tensor;
	/** [1, 3, C, H, W] */
	readonly planes: FixedTensor;
}

/** ws [1, numWs, wDim] of one latent for all layers [wDim], or of one for each [numWs · wDim]; a copy. */
export function wsOfLayers(
	latents: Float32Array,
	{ numWs, wDim }: { readonly numWs: number; readonly wDim: number },
): Float32Tensor {
	const ws = new Float32Array(numWs * wDim);
	for (let layer = 0; layer < numWs; layer++) {
		const from = latents.length === wDim ? 0 : layer * wDim;
		ws.set(latents.subarray(from, from + wDim), layer * wDim);
	}
	return float32Tensor([1, numWs, wDim], ws);
}

/** @returns ws [1, numWs, wDim] of a seed, truncated, conditioned on the frontal training camera */
export function wsOfSeed(
	generator: Generator,
	seed: number,
	truncation: Truncation,
	signal?: AbortSignal,
): Promise<Float32Tensor> {
	return wsOfLatent(generator, latentFromSeed(seed, generator.config.mapping.zDim), truncation, signal);
}

/**
 * @param z  [N, zDim]
 * @returns ws [N, numWs, wDim], truncated, conditioned on the frontal training camera
 */
export function wsOfLatent(
	generator: Generator,
	z: Float32Tensor,
	truncation: Truncation,
	signal?: AbortSignal,
): Promise<Float32Tensor> {
	const conditioning = frontalConditioning(generator.config.rendering);
	return generator.mapping(z, conditioning, { ...truncation, signal });
}

/** Maps a seed's latent and generates its planes. */
export async function personOfSeed(
	generator: Generator,
	seed: number,
	truncation: Truncation,
	signal?: AbortSignal,
): Promise<Person> {
	const ws = await wsOfSeed(generator, seed, truncation, signal);
	return { seed, ws, planes: await generator.planes(ws, { signal }) };
}
