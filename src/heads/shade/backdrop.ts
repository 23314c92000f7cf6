/**
 * What is behind the person: the inside of a rounded room about the head, seen only from within, so that there is always
 * something behind the head and never anything before it.
 *
 * The room is the box of side 1 that a network's planes cover, cut by a sphere of radius 0.6: rays of cameras at 2.7
 * leave it within 3.3. Rays that miss the sphere (the corners of extreme profiles) end where they pass it closest, or at
 * the box. Up to a true yaw of about 50° the far wall that one camera sees never hides the head from another: the scene
 * is one solid. Beyond, walls are only there for those who look at them from inside, as with photographs.
 */

import type { Vec3 } from "../../tensor/vec3.ts";
import type { Rgb } from "../colour.ts";
import { fractalNoise, noise3 } from "../field/noise.ts";
import { smoothStep } from "../field/smooth.ts";

export const BACKDROP_KINDS = ["plain", "gradient", "glow", "blobs", "horizon"] as const;
export type BackdropKind = (typeof BACKDROP_KINDS)[number];

export interface Backdrop {
	readonly kind: BackdropKind;
	readonly first: Rgb;
	readonly second: Rgb;
	/** Places the blobs, any number. */
	readonly pattern: number;
}

const HALF = 0.5;
const RADIUS = 0.6;

/** Distance along a unit ray from outside to the far wall. World units. */
export function backdropDistance(origin: Vec3, dx: number, dy: number, dz: number): number {
	const box = Math.min(exit(origin[0], dx), exit(origin[1], dy), exit(origin[2], dz));
	const along = -(origin[0] * dx + origin[1] * dy + origin[2] * dz);
	const offset = origin[0] ** 2 + origin[1] ** 2 + origin[2] ** 2 - along * along;
	const sphere = along + Math.sqrt(Math.max(RADIUS * RADIUS - offset, 0));
	return Math.min(box, sphere);
}

/** Where a ray leaves the slab |p| ≤ 0.5. */
function exit(p: number, d: number): number {
	return d === 0 ? Number.POSITIVE_INFINITY : (Math.sign(d) * HALF - p) / d;
}

/** Colour of the wall at a point, linear light. Unlit: it is as bright as its colour. */
export function backdropColour(b: Backdrop, x: number, y: number, z: number): Rgb {
	const share = SHARES[b.kind](b, x, y, z);
	return [
		b.first[0] + (b.second[0] - b.first[0]) * share,
		b.first[1] + (b.second[1] - b.first[1]) * share,
		b.first[2] + (b.second[2] - b.first[2]) * share,
	];
}

const SHARES: Readonly<Record<BackdropKind, (b: Backdrop, x: number, y: number, z: number) => number>> = {
	plain: (b, x, y, z) => 0.12 * (1 + noise3(x * 2 + b.pattern, y * 2, z * 2)),
	gradient: (_, __, y) => smoothStep(-0.5, 0.5, y),
	glow: (_, x, y, z) => smoothStep(0, 0.9, Math.sqrt(x * x + (y - 0.05) ** 2 * 1.4 + (z + 0.5) ** 2 * 0.5)),
	blobs: (b, x, y, z) => smoothStep(-0.45, 0.55, fractalNoise(x * 4 + b.pattern, y * 4, z * 4)),
	horizon: (b, x, y, z) => smoothStep(-0.1, 0.02, y + 0.08 * noise3(x * 3 + b.pattern, 0, z * 3)),
};
