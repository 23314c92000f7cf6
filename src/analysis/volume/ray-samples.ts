/** sigma and colours at chosen depths of many rays, through the generator's own renderer. */

import type { Generator } from "../../generator/generator.ts";
import type { Rays } from "../../rendering/march/contract.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";

/** Colours that are shown: the first three features. */
export const SHOWN_CHANNELS = 3;

export interface RayValues {
	/** [M, T] raw density of each sample */
	readonly sigma: Float32Array;
	/** [M, T, 3] first three colour features, about [0, 1] */
	readonly rgb: Float32Array;
}

/**
 * Samples every ray at its own depths.
 * @param planes  [1, 3, C, H, W]
 * @param depths  [M, T] world units along the unit ray
 */
export async function sampleRays(
	generator: Generator,
	planes: FixedTensor,
	{ origins, directions }: Rays,
	depths: Float32Array | Float64Array,
	signal?: AbortSignal,
): Promise<RayValues> {
	const { M } = matchShape("sampleRays: origins", origins.shape, ["M", 3]);
	const T = depths.length / M;
	const points = new Float32Array(M * T * 3);
	for (let ray = 0; ray < M; ray++) {
		for (let sample = 0; sample < T; sample++) {
			const depth = depths[ray * T + sample] ?? 0;
			for (let axis = 0; axis < 3; axis++) {
				const place = (origins.data[ray * 3 + axis] ?? 0) + depth * (directions.data[ray * 3 + axis] ?? 0);
				points[(ray * T + sample) * 3 + axis] = place;
			}
		}
	}
	const { sigma, rgb } = await generator.samplePoints(planes, float32Tensor([M * T, 3], points), { signal });
	return { sigma: sigma.data, rgb: firstChannels(rgb) };
}

/** @param rgb  [P, F] @returns [P, 3] */
export function firstChannels(rgb: Float32Tensor): Float32Array {
	const { P, F } = matchShape("rgb", rgb.shape, ["P", "F"]);
	const shown = new Float32Array(P * SHOWN_CHANNELS);
	for (let point = 0; point < P; point++) {
		for (let channel = 0; channel < SHOWN_CHANNELS; channel++) {
			shown[point * SHOWN_CHANNELS + channel] = rgb.data[point * F + channel] ?? 0;
		}
	}
	return shown;
}
