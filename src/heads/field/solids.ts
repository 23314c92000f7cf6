/**
 * The vocabulary of shapes: simple solids, each given as a signed distance (negative inside, world units), and the ways
 * to join them smoothly. A part of a person is a list of steps, each of which adds to, cuts from or keeps a share of what
 * the steps before it have made.
 *
 * Solids are mirrored unless said otherwise: they see |x| for x, so that one description makes both sides of a face.
 *
 * Sources: Hart 1996, "Sphere tracing"; Quilez, "Distance functions", "Smooth minimum" (articles). The distance of an
 * ellipsoid is the estimate k0 (k0 − 1) / k1, exact on the surface; the tracer steps with caution to make up for it.
 */

import type { Vec3 } from "../../tensor/vec3.ts";

/** How a step changes the distance d of what is there. `blend` is the width of the fillet. */
export type Joining = "add" | "cut" | "keep";

/** Numbers of an operation as the interpreter of `evaluate.ts` reads them. */
export interface Solid {
	readonly code: number;
	readonly numbers: readonly number[];
}

export interface Step {
	readonly joining: Joining;
	readonly blend: number;
	readonly mirrored: boolean;
	/** A solid, or steps that make one. */
	readonly what: Solid | readonly Step[];
}

/** Codes of solids and of the other operations in programs. */
export const CODE = {
	sphere: 0,
	ellipsoid: 1,
	bent: 2,
	turned: 3,
	taper: 4,
	half: 5,
	ring: 6,
	grow: 7,
	strands: 8,
	curls: 9,
	open: 10,
	close: 11,
	part: 12,
} as const;

/** Solids joined with a fillet of width `blend`. */
export function add(blend: number, what: Step["what"]): Step {
	return { joining: "add", blend, mirrored: true, what };
}

/** Takes a solid away, with rounded edges. */
export function cut(blend: number, what: Step["what"]): Step {
	return { joining: "cut", blend, mirrored: true, what };
}

/** Keeps only what is inside a solid. */
export function keep(blend: number, what: Step["what"]): Step {
	return { joining: "keep", blend, mirrored: true, what };
}

/** The same step on one side only: it sees x, not |x|. */
export function unmirrored(step: Step): Step {
	const what = Array.isArray(step.what) ? step.what.map(unmirrored) : step.what;
	return { ...step, mirrored: false, what };
}

export function sphere(centre: Vec3, radius: number): Solid {
	return { code: CODE.sphere, numbers: [...centre, radius] };
}

/** Along the axes. */
export function ellipsoid(centre: Vec3, radii: Vec3): Solid {
	return { code: CODE.ellipsoid, numbers: [...centre, ...inverse(radii)] };
}

/** An ellipsoid whose y rises by `lift` · x² and whose z falls by `arch` · x². */
export function bentEllipsoid(centre: Vec3, radii: Vec3, lift: number, arch: number): Solid {
	return { code: CODE.bent, numbers: [...centre, ...inverse(radii), lift, arch] };
}

/**
 * An ellipsoid turned about its centre: first leaned about x (`lean`: the top goes back), then about y (`turn`: what
 * looked along +x looks along −z).
 */
export function turnedEllipsoid(centre: Vec3, radii: Vec3, turn: number, lean: number): Solid {
	const [ct, st, cl, sl] = [Math.cos(turn), Math.sin(turn), Math.cos(lean), Math.sin(lean)];
	// Rows: the ellipsoid's own axes in world space.
	const rows = [ct, 0, -st, -st * sl, cl, -ct * sl, st * cl, sl, ct * cl];
	return { code: CODE.turned, numbers: [...centre, ...inverse(radii), ...rows] };
}

/** A capsule from `a` with radius `radiusA` to `b` with radius `radiusB`; the ends must not be one point. */
export function taper(a: Vec3, radiusA: number, b: Vec3, radiusB: number): Solid {
	const [x, y, z] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
	return { code: CODE.taper, numbers: [...a, x, y, z, 1 / (x * x + y * y + z * z), radiusA, radiusB - radiusA] };
}

/** The half space n · p + offset < 0; the normal n gets unit length. */
export function half(normal: Vec3, offset: number): Solid {
	return bentHalf(normal, offset, 0, 0, 0);
}

/**
 * The space n · p + offset + quadratic · (x − centre)² < 0. Further than `reach` from the centre it no longer bends.
 * Scaled so that its distance nowhere changes faster than the way does.
 */
export function bentHalf(normal: Vec3, offset: number, quadratic: number, centre: number, reach: number): Solid {
	const scale = 1 / Math.hypot(...normal, 2 * quadratic * reach);
	const linear = [...normal, offset, quadratic].map((n) => n * scale);
	return { code: CODE.half, numbers: [...linear, centre, reach] };
}

/** Everything over (or, with `below`, under) the plane y = height. */
export function above(height: number): Solid {
	return half([0, -1, 0], height);
}

export function below(height: number): Solid {
	return half([0, 1, 0], -height);
}

/**
 * A wire of radius `wire` along the superellipse |x/a|ⁿ + |y/b|ⁿ = 1 about `centre`, bent back by `wrap` · x².
 * The distance is right to first order at the wire.
 */
export function ring(centre: Vec3, a: number, b: number, n: number, wire: number, wrap: number): Solid {
	return { code: CODE.ring, numbers: [...centre, 1 / a, 1 / b, n, Math.sqrt(a * b) * 0.9, wire, wrap] };
}

/** Grows everything before it in its part by `amount`. */
export function grow(amount: number): Step {
	return add(0, { code: CODE.grow, numbers: [amount] });
}

/** Presses strands that run down from a parting at x = `parting` into the surface. @param count  around the head */
export function strands(depth: number, count: number, parting: number, pattern: number): Step {
	return unmirrored(add(0, { code: CODE.strands, numbers: [depth, count, parting, pattern] }));
}

/** Presses curls into the surface. @param count  per world unit */
export function curls(depth: number, count: number, pattern: number): Step {
	return unmirrored(add(0, { code: CODE.curls, numbers: [depth, count, pattern] }));
}

/** Whether a step deforms the surface before it instead of joining a solid to it. */
export function isDeformation(solid: Solid): boolean {
	return solid.code === CODE.grow || solid.code === CODE.strands || solid.code === CODE.curls;
}

function inverse([x, y, z]: Vec3): Vec3 {
	return [1 / x, 1 / y, 1 / z];
}
