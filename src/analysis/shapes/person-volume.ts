/** One person's volume as shape analyses take it: sigma and colours anywhere in a box. */

import type { Generator } from "../../generator/generator.ts";
import type { VolumeOptions } from "../../generator/options.ts";
import type { GridSlab, PointSamples } from "../../rendering/march/contract.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";

export interface PersonVolume {
	/** Side of the box about the origin, world units. */
	readonly boxWarp: number;
	/** sigma [P] and rgb [P, F] at points [P, 3], world units. */
	samplePoints(points: Float32Tensor, control?: { readonly signal?: AbortSignal | undefined }): Promise<PointSamples>;
	/** Slabs of a grid in order of x. */
	sampleVolume(options: VolumeOptions, visit: (slab: GridSlab) => void | Promise<void>): Promise<void>;
}

/** The volume of a person whose planes are there. @param planes  [1, 3, C, H, W] */
export function personVolume(generator: Generator, planes: FixedTensor): PersonVolume {
	return {
		boxWarp: generator.config.rendering.boxWarp,
		samplePoints: (points, control) => generator.samplePoints(planes, points, control),
		sampleVolume: (options, visit) => generator.sampleVolume(planes, options, visit),
	};
}

/** Points asked for at once: their features take some 8 MB. */
const BATCH = 2 ** 16;

/** sigma at any number of points [P, 3], in pieces, so that features are not held for all. @returns [P] */
export async function sigmaAt(
	volume: PersonVolume,
	points: Float32Array,
	signal: AbortSignal | undefined,
): Promise<Float32Array> {
	const sigma = new Float32Array(points.length / 3);
	await inBatches(volume, points, signal, (samples, first) => sigma.set(samples.sigma.data, first));
	return sigma;
}

/** The first three colour channels at points [P, 3], 0 to 1 as in pictures. @returns [P, 3] */
export async function coloursAt(
	volume: PersonVolume,
	points: Float32Array,
	signal: AbortSignal | undefined,
): Promise<Float32Array> {
	const colours = new Float32Array(points.length);
	await inBatches(volume, points, signal, ({ rgb }, first) => {
		const F = rgb.shape[1] ?? 0;
		for (let point = 0; point * F < rgb.data.length; point++) {
			for (let channel = 0; channel < 3; channel++) {
				const value = rgb.data[point * F + channel] ?? 0;
				colours[(first + point) * 3 + channel] = Math.min(Math.max(value, 0), 1);
			}
		}
	});
	return colours;
}

async function inBatches(
	volume: PersonVolume,
	points: Float32Array,
	signal: AbortSignal | undefined,
	take: (samples: PointSamples, first: number) => void,
): Promise<void> {
	for (let first = 0; first * 3 < points.length; first += BATCH) {
		const batch = points.slice(first * 3, (first + BATCH) * 3);
		take(await volume.samplePoints(float32Tensor([batch.length / 3, 3], batch), { signal }), first);
	}
}
