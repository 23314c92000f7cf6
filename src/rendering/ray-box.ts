/**
 * Where rays enter and leave the box of the planes, and from where to where each ray is sampled (eg3d.md §5).
 *
 * Inherited oddities of the automatic limits, kept for parity:
 *   - a ray that misses the box is sampled from the nearest entry to the FARTHEST ENTRY (not exit) of the rays that hit,
 *     over all rays of one call, so that its limits depend on which other rays are there;
 *   - entry and exit are not clamped to lie in front of the camera.
 * Where no ray hits, the published code marches from depth −1 to −2, behind the camera. Here all limits are then 0:
 * nothing lies between the samples, so opacity and depth are 0.
 */

import { crossBox } from "../tensor/box.ts";
import { matchShape } from "../tensor/shape.ts";
import type { MarchOptions, Rays } from "./march/contract.ts";
import { checkDisparityRange, type DepthRange } from "./samplers.ts";

/** What a ray that misses the box gives, with the published numbers. */
const MISS: DepthRange = { near: -1, far: -2 };

/** Limits of every ray. */
export interface RayLimits {
	/** [M] world units along the ray */
	readonly near: Float64Array;
	/** [M] world units along the ray */
	readonly far: Float64Array;
}

/**
 * Where a ray enters and leaves the cube of side `side` centred on the origin; a miss gives near −1 and far −2.
 * @param origin     [3] world units
 * @param direction  [3] unit length
 */
export function intersectBox(origin: ArrayLike<number>, direction: ArrayLike<number>, side: number): DepthRange {
	return crossBox(origin, direction, side) ?? MISS;
}

/**
 * Limits of every ray as the options say: the same for all, or where each passes through the box. Throws `InputError`
 * where samples spaced in disparity cannot be placed between them.
 */
export function rayLimits(rays: Rays, options: MarchOptions, boxWarp: number): RayLimits {
	const { M } = matchShape("rays.origins", rays.origins.shape, ["M", 3]);
	matchShape("rays.directions", rays.directions.shape, ["M", 3], { M });
	const { rayStart, rayEnd, disparitySpaceSampling, depthResolution } = options;
	const limits =
		rayStart === "auto" || rayEnd === "auto"
			? automaticLimits(rays, M, boxWarp)
			: { near: new Float64Array(M).fill(rayStart), far: new Float64Array(M).fill(rayEnd) };
	if (disparitySpaceSampling) {
		limits.near.forEach((near, ray) => {
			checkDisparityRange({ near, far: limits.far[ray] ?? 0 }, depthResolution);
		});
	}
	return limits;
}

function automaticLimits(rays: Rays, count: number, boxWarp: number): RayLimits {
	const near = new Float64Array(count);
	const far = new Float64Array(count);
	let nearestEntry = Number.POSITIVE_INFINITY;
	let farthestEntry = Number.NEGATIVE_INFINITY;
	for (let ray = 0; ray < count; ray++) {
		const [from, to] = [3 * ray, 3 * ray + 3];
		const range = intersectBox(rays.origins.data.subarray(from, to), rays.directions.data.subarray(from, to), boxWarp);
		near[ray] = range.near;
		far[ray] = range.far;
		if (range.far <= range.near) continue;
		nearestEntry = Math.min(nearestEntry, range.near);
		farthestEntry = Math.max(farthestEntry, range.near);
	}
	const missed = farthestEntry >= nearestEntry ? { near: nearestEntry, far: farthestEntry } : { near: 0, far: 0 };
	for (let ray = 0; ray < count; ray++) {
		if ((far[ray] ?? 0) > (near[ray] ?? 0)) continue;
		near[ray] = missed.near;
		far[ray] = missed.far;
	}
	return { near, far };
}
