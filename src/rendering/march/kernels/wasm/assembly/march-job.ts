/** The job `march`: a tile of rays, 4 across by 32 down the image, so that neighbours in time are neighbours on the planes. */

import { element } from "./lanes";
import { count, pointer } from "./job";
import { fineBaseOf, marchRay, Ray, slotsOfRay } from "./ray";
import {
	JOB_FIELD,
	MARCH_COARSE,
	MARCH_DEPTH,
	MARCH_DIRECTIONS,
	MARCH_DISPARITY,
	MARCH_FEATURES,
	MARCH_FINE,
	MARCH_JITTER,
	MARCH_JITTER_STRIDE,
	MARCH_LIMITS,
	MARCH_OPACITY,
	MARCH_ORIGINS,
	MARCH_RANGE,
	MARCH_RAYS,
	MARCH_ROW,
	MARCH_TILE_COLUMNS,
	MARCH_TILE_ROWS,
	MARCH_U,
	MARCH_U_STRIDE,
	MARCH_WHITE_BACK,
} from "./slots";
import { layOut, openWorkspace, Workspace } from "./workspace";

/** Bytes of scratch that `march` needs; `base` is any free kilobyte. */
export function marchScratchBytes(base: usize, coarse: i32, fine: i32, hidden: i32, features: i32): usize {
	return layOut(base, slotsOfRay(coarse, fine), hidden, features).end + offsetof<Ray>() - base;
}

export function marchTile(job: usize, tile: i32, scratch: usize): void {
	const w = openMarch(job, scratch);
	const ray = changetype<Ray>(w.end);
	const rays = count(job, MARCH_RAYS);
	const row = count(job, MARCH_ROW);
	const tilesAcross = (row + MARCH_TILE_COLUMNS - 1) / MARCH_TILE_COLUMNS;
	const x0 = (tile % tilesAcross) * MARCH_TILE_COLUMNS;
	const y0 = (tile / tilesAcross) * MARCH_TILE_ROWS;
	for (let y = y0; y < y0 + MARCH_TILE_ROWS; y++) {
		for (let x = x0; x < min<i32>(x0 + MARCH_TILE_COLUMNS, row); x++) {
			if (y * row + x >= rays) return;
			openRay(job, y * row + x, ray, w);
			marchRay(w, ray);
		}
	}
}

/** A workspace for the rays of a job; the ray's own place is at its end. */
export function openMarch(job: usize, scratch: usize): Workspace {
	const coarse = count(job, MARCH_COARSE);
	const fine = count(job, MARCH_FINE);
	const w = openWorkspace(scratch, slotsOfRay(coarse, fine), pointer(job, JOB_FIELD));
	w.coarse = coarse;
	w.fine = fine;
	w.fineBase = fineBaseOf(coarse);
	const ray = changetype<Ray>(w.end);
	ray.disparity = count(job, MARCH_DISPARITY) != 0;
	ray.whiteBack = count(job, MARCH_WHITE_BACK) != 0;
	return w;
}

/** Addresses of ray `index`. */
export function openRay(job: usize, index: i32, ray: Ray, w: Workspace): void {
	const limits = pointer(job, MARCH_LIMITS) + ((<usize>index) << 4);
	ray.near = load<f64>(limits);
	ray.far = load<f64>(limits, 8);
	ray.origin = element(pointer(job, MARCH_ORIGINS), 3 * index);
	ray.direction = element(pointer(job, MARCH_DIRECTIONS), 3 * index);
	ray.jitter = pointer(job, MARCH_JITTER) + <usize>index * pointer(job, MARCH_JITTER_STRIDE);
	ray.u = pointer(job, MARCH_U) + <usize>index * pointer(job, MARCH_U_STRIDE);
	ray.features = element(pointer(job, MARCH_FEATURES), index * w.field.features);
	ray.depth = element(pointer(job, MARCH_DEPTH), index);
	ray.opacity = element(pointer(job, MARCH_OPACITY), index);
	ray.range = element(pointer(job, MARCH_RANGE), 2 * index);
}
