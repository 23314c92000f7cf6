/** Sphere tracing (Hart 1996) of a person along one ray, and the normal where it ends. */

import type { Scene } from "../scene.ts";
import type { Surface } from "../shade/surface.ts";

/** Steps are this share of the distance: the field overestimates a little at smooth cuts and flat ellipsoids. */
const CAUTION = 0.95;
/**
 * Where two measurements tell how the distance falls along the ray, a step goes to where it should reach zero, at most
 * this much further than the distance itself, world units. Nothing that thin is lost but at grazing angles.
 */
const BOLDNESS = 0.004;
/** A ray has arrived when it is this near, world units: a twentieth of a pixel at 128². */
const ARRIVED = 0.0002;
const MOST_STEPS = 96;

/**
 * Distance along a unit ray to the person, or Infinity. The ray starts outside the box and is followed inside it.
 * @param until  where to give up, along the ray
 */
export function traceRay(
	scene: Scene,
	ox: number,
	oy: number,
	oz: number,
	dx: number,
	dy: number,
	dz: number,
	until: number,
): number {
	const { field } = scene.shape;
	let t = Math.max(entry(ox, dx), entry(oy, dy), entry(oz, dz));
	let previousT = t;
	let previous = Number.POSITIVE_INFINITY;
	for (let step = 0; step < MOST_STEPS && t < until; step++) {
		const x = ox + dx * t;
		const y = oy + dy * t;
		const z = oz + dz * t;
		const leap = field.leap(x, y, z, dx, dy, dz);
		if (leap > 0) {
			t += leap;
			continue;
		}
		const d = field.distance(x, y, z);
		if (Math.abs(d) < ARRIVED) return t;
		const way = t - previousT;
		if (d < 0) {
			if (previous === Number.POSITIVE_INFINITY) return t;
			// Too bold: back to where the line between the last two measurements crosses zero.
			t = previousT + (way * previous) / (previous - d);
			continue;
		}
		const fall = (previous - d) / way;
		previousT = t;
		previous = d;
		t += fall > 0.05 && fall < 2 ? Math.min(d / fall, d + BOLDNESS) : d * CAUTION;
	}
	return Number.POSITIVE_INFINITY;
}

/** Where a ray that starts outside the slab |p| ≤ 0.5 enters it. */
function entry(p: number, d: number): number {
	return d === 0 ? Number.NEGATIVE_INFINITY : (-Math.sign(d) * 0.5 - p) / d;
}

/** Half the distance of the four points that a normal is measured with, world units. */
const REACH = 0.0007;

/** Unit normal at (x, y, z) of `s`, written into it: differences at the corners of a tetrahedron. */
export function measureNormal(scene: Scene, s: Surface): void {
	const { field } = scene.shape;
	const a = field.distance(s.x + REACH, s.y - REACH, s.z - REACH);
	const b = field.distance(s.x - REACH, s.y - REACH, s.z + REACH);
	const c = field.distance(s.x - REACH, s.y + REACH, s.z - REACH);
	const d = field.distance(s.x + REACH, s.y + REACH, s.z + REACH);
	const nx = a - b - c + d;
	const ny = -a - b + c + d;
	const nz = -a + b - c + d;
	const inverse = 1 / (Math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12);
	s.nx = nx * inverse;
	s.ny = ny * inverse;
	s.nz = nz * inverse;
}
