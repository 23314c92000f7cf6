/** One person's volume as shape analyses take it: sigma and colours anywhere in a box. */

import type { Generator } from "../../generator/generator.ts";
import type { VolumeOptions } from "../../generator/options.ts";
import { firstThree, type PointColours, pointColours } from "../../generator/point-colours.ts";
import type { GridSlab, PointSamples } from "../../rendering/march/contract.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";

export interface PersonVolume {
	/** Side of the box about the origin, world units. */
	readonly boxWarp: number;
	/** sigma [P] and rgb [P, F] at points [P, 3], world units. */
	samplePoints(points: Float32Tensor, control?: { readonly signal?: AbortSignal | undefined }): Promise<PointSamples>;
	/** Features to colours as pictures have them. Default: the first three. */
	readonly colours?: PointColours;
	/** Slabs of a grid in order of x. */
	sampleVolume(options: VolumeOptions, visit: (slab: GridSlab) => void | Promise<void>): Promise<void>;
}

/**
 * The volume of a person whose planes are there. `InputError` for a network that wants ws for colours and does not get them.
 * @param planes  [1, 3, C, H, W]
 * @param ws      [1, numWs, wDim] of the same person
 */
export function personVolume(generator: Generator, planes: FixedTensor, ws: Float32Tensor | null = null): PersonVolume {
	const { config, weights } = generator;
	let made: PointColours | undefined;
	return {
		// Networks that want ws are refused only where colours are asked for.
		colours: (features) => {
			made ??= pointColours(config, weights, ws);
			return made(features);
		},
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

/** Colours at points [P, 3], 0 to 1 as in pictures. @returns [P, 3] */
export async function coloursAt(
	volume: PersonVolume,
	points: Float32Array,
	signal: AbortSignal | undefined,
): Promise<Float32Array> {
	const colours = new Float32Array(points.length);
	const { colours: coloursOf = firstThree } = volume;
	await inBatches(volume, points, signal, ({ rgb }, first) => {
		colours.set(
			coloursOf(rgb).data.map((value) => Math.min(Math.max(value, 0), 1)),
			first * 3,
		);
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
