/**
 * A level for iso-surfaces that lies where the renderer sees a surface: rays of the frontal camera through the middle
 * half of the picture, each followed until half of its light has been stopped; the level is the median of sigma at those
 * points.
 *
 * Along a ray from the near side of the box, sigma is taken every `STEP` of the box's side, density softplus(sigma − 1)
 * is added up with the trapezoidal rule, and half of the light is gone where the sum reaches ln 2; sigma is interpolated
 * there. Rays that stop less than half of their light tell nothing. The quartiles say how much the answer hangs on the
 * place; the published level 10 is right where surfaces are steep.
 */

import { type Camera, splitLabel } from "../../camera/label.ts";
import { DENSITY_SHIFT } from "../../rendering/march/contract.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { median, quantileOf } from "../../tensor/statistics.ts";
import { type PersonVolume, sigmaAt } from "./person-volume.ts";

/** What is known of an automatic level. */
export interface AutomaticLevel {
	/** Median of sigma where half of the light is gone. */
	readonly level: number;
	/** Quartiles of the same. */
	readonly lowerQuartile: number;
	readonly upperQuartile: number;
	/** Rays that were followed, and those that stopped half of their light. */
	readonly rays: number;
	readonly opaqueRays: number;
	/** Distance along each ray where half of its light is gone: median, world units. */
	readonly medianDepth: number;
}

/** Rays along each side of the picture; those in the middle half of both are followed. */
const SIDE = 64;
/** Distance of samples along a ray, as a share of the box's side. */
const STEP = 1 / 192;
const HALF_LIGHT = Math.LN2;
/** Fewer rays than this share of those followed are no surface. */
const LEAST_SHARE = 0.05;

/**
 * Finds the level. Throws `InputError` where hardly any ray meets something opaque.
 * @param frontal  [1, 25] label of the frontal camera
 */
export async function automaticLevel(
	volume: PersonVolume,
	frontal: Float32Tensor,
	signal?: AbortSignal,
): Promise<AutomaticLevel> {
	const rays = middleRays(splitLabel(frontal), volume.boxWarp);
	const steps = rays.steps;
	const sigma = await sigmaAt(volume, rays.points, signal);
	const levels: number[] = [];
	const depths: number[] = [];
	for (let ray = 0; ray < rays.count; ray++) {
		const half = halfLight(sigma.subarray(ray * steps, (ray + 1) * steps), rays.spacing);
		if (half === null) continue;
		levels.push(half.sigma);
		depths.push(rays.start + half.at * rays.spacing);
	}
	if (levels.length < LEAST_SHARE * rays.count) {
		throw new InputError(
			`automatic level: ${levels.length} of ${rays.count} frontal rays stop half of their light, want more – ` +
				"there is no surface in front; give a level",
		);
	}
	return {
		level: median(levels),
		lowerQuartile: quantileOf(levels, 0.25),
		upperQuartile: quantileOf(levels, 0.75),
		rays: rays.count,
		opaqueRays: levels.length,
		medianDepth: median(depths),
	};
}

interface SampledRays {
	readonly count: number;
	readonly steps: number;
	/** Distance from the camera to the first sample, and between samples, world units. */
	readonly start: number;
	readonly spacing: number;
	/** [count · steps, 3] */
	readonly points: Float32Array;
}

/** All samples of all rays, from the near to the far corner of the box as seen from the camera. */
function middleRays(camera: Camera, boxWarp: number): SampledRays {
	const { origins, directions } = pixelRays(camera, { width: SIDE, height: SIDE });
	const reach = (boxWarp * Math.sqrt(3)) / 2;
	const [x = 0, y = 0, z = 0] = origins.data;
	const start = Math.max(Math.hypot(x, y, z) - reach, 0);
	const spacing = boxWarp * STEP;
	const steps = Math.ceil((2 * reach) / spacing) + 1;
	const points: number[] = [];
	for (let row = SIDE / 4; row < (SIDE * 3) / 4; row++) {
		for (let column = SIDE / 4; column < (SIDE * 3) / 4; column++) {
			const at = (row * SIDE + column) * 3;
			for (let step = 0; step < steps; step++) {
				const distance = start + step * spacing;
				for (let axis = 0; axis < 3; axis++) {
					points.push((origins.data[at + axis] ?? 0) + distance * (directions.data[at + axis] ?? 0));
				}
			}
		}
	}
	return { count: (SIDE / 2) ** 2, steps, start, spacing, points: Float32Array.from(points) };
}

/** Where half of a ray's light is gone, in steps, and sigma there; `null` where it never is. */
function halfLight(sigma: Float32Array, spacing: number): { readonly at: number; readonly sigma: number } | null {
	let depth = 0;
	for (let step = 1; step < sigma.length; step++) {
		const before = sigma[step - 1]!;
		const here = sigma[step]!;
		const gained = ((density(before) + density(here)) / 2) * spacing;
		if (depth + gained >= HALF_LIGHT) {
			const share = (HALF_LIGHT - depth) / gained;
			return { at: step - 1 + share, sigma: before + share * (here - before) };
		}
		depth += gained;
	}
	return null;
}

/** softplus(sigma − 1), per world unit. */
function density(sigma: number): number {
	const x = sigma - DENSITY_SHIFT;
	return x > 20 ? x : Math.log1p(Math.exp(x));
}
