/**
 * A person of a network as a source of pictures: the raw image of the volume renderer with as many rays as asked for,
 * since super-resolution knows only the training cameras and would paint eyes of its own.
 */

import { type Camera, cameraLabel } from "../../camera/label.ts";
import type { Generator } from "../../generator/generator.ts";
import { trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import { pixelRays } from "../../rendering/rays.ts";
import type { Person } from "../person.ts";
import { type PersonVolume, personVolume, sigmaAt } from "../shapes/person-volume.ts";
import type { FaceSource } from "./face-source.ts";

export interface GeneratorFaceOptions {
	/** Values of sigma at which surfaces are measured. */
	readonly levels: readonly number[];
	/** Multiplies the samples along each ray. Default 1. */
	readonly sampleMultiplier?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** Distance of samples along a ray, as a share of the box's side. */
const STEP = 1 / 384;
/** Surfaces are measured in the middle of the picture only, this share of its height to both sides. */
const BAND = 0.12;

export function generatorFace(
	generator: Generator,
	{ ws, planes }: Pick<Person, "ws" | "planes">,
	{ levels, sampleMultiplier, signal }: GeneratorFaceOptions,
): FaceSource {
	const volume = personVolume(generator, planes);
	return {
		orbit: trainingOrbit(generator.config.rendering),
		fovDegrees: trainingFov(generator.config.rendering).degrees,
		levels: [null, ...levels],
		take: async (camera, side) => {
			const view = await generator.render(planes, ws, cameraLabel(camera), {
				...{ neuralRenderingResolution: side, superresolution: false, sampleMultiplier, signal },
			});
			const { imageRaw: image, imageDepth, opacity } = view;
			return { camera, side, image, depth: imageDepth.data, opacity: opacity.data };
		},
		surfaces: async (camera, side, around, reach) => [
			around,
			...(await levelDepths(volume, camera, { side, around, reach, levels, signal })),
		],
	};
}

interface Search {
	readonly side: number;
	readonly around: Float32Array;
	readonly reach: number;
	readonly levels: readonly number[];
	readonly signal: AbortSignal | undefined;
}

/** Distance to the first crossing of each level, linear between samples. */
async function levelDepths(volume: PersonVolume, camera: Camera, search: Search): Promise<Float32Array[]> {
	const { side, around, reach, levels, signal } = search;
	const { origins, directions } = pixelRays(camera, { width: side, height: side });
	const first = Math.floor((0.5 - BAND) * side);
	const last = Math.ceil((0.5 + BAND) * side);
	const spacing = volume.boxWarp * STEP;
	const steps = Math.ceil((2 * reach) / spacing) + 1;
	const points = new Float32Array((last - first) * side * steps * 3);
	let at = 0;
	for (let pixel = first * side; pixel < last * side; pixel++) {
		for (let step = 0; step < steps; step++) {
			const distance = around[pixel]! - reach + step * spacing;
			for (let axis = 0; axis < 3; axis++) {
				points[at++] = origins.data[pixel * 3 + axis]! + distance * directions.data[pixel * 3 + axis]!;
			}
		}
	}
	const sigma = await sigmaAt(volume, points, signal);
	return levels.map((level) => {
		const depth = new Float32Array(side * side).fill(Number.NaN);
		for (let pixel = first * side; pixel < last * side; pixel++) {
			const ray = sigma.subarray((pixel - first * side) * steps, (pixel - first * side + 1) * steps);
			const crossing = firstCrossing(ray, level);
			if (crossing !== null) depth[pixel] = around[pixel]! - reach + crossing * spacing;
		}
		return depth;
	});
}

/** In steps; `null` where the ray starts inside or never gets there. */
function firstCrossing(sigma: Float32Array, level: number): number | null {
	if (sigma[0]! >= level) return null;
	for (let step = 1; step < sigma.length; step++) {
		if (sigma[step]! < level) continue;
		return step - 1 + (level - sigma[step - 1]!) / (sigma[step]! - sigma[step - 1]!);
	}
	return null;
}
