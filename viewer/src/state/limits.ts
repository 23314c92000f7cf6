/** Which numbers the state may hold. Whatever comes in – a field, a drag, a link – goes through here. */

import { LARGEST_SEED } from "./seeds.ts";

export interface Limit {
	readonly least: number;
	readonly most: number;
	/** Between neighbouring values of a slider. */
	readonly step: number;
	readonly whole?: true;
}

export const LIMITS = {
	seed: { least: 0, most: LARGEST_SEED, step: 1, whole: true },
	psi: { least: -1, most: 2, step: 0.01 },
	cutoff: { least: 0, most: 64, step: 1, whole: true },
	yaw: { least: -180, most: 180, step: 0.5 },
	pitch: { least: -80, most: 80, step: 0.5 },
	fov: { least: 4, most: 100, step: 0.1 },
	lookAt: { least: -1, most: 1, step: 0.005 },
	nrr: { least: 16, most: 512, step: 16, whole: true },
	samples: { least: 0.25, most: 4, step: 0.25 },
	entry: { least: -10, most: 10, step: 0.05 },
	direction: { least: -5, most: 5, step: 0.05 },
	layer: { least: 0, most: 63, step: 1, whole: true },
} as const satisfies Record<string, Limit>;

/** Fields of view, as multiples of a network's own, that the hand zooms to: farther out is nothing but the box. */
export const [NEAR, FAR] = [0.15, 1.6] as const;

/** A field of view changed by hand, degrees; what was set beyond the hand's limits by a number may come back. */
export function zoomed(fovDegrees: number, own: number, factor: number): number {
	const [least, most] = [Math.min(fovDegrees, NEAR * own), Math.max(fovDegrees, FAR * own)];
	return within("fov", Math.min(Math.max(fovDegrees * factor, least), most), own);
}

export type LimitName = keyof typeof LIMITS;

/** The nearest allowed number; `fallback` for what is none. */
export function within(name: LimitName, value: number, fallback: number): number {
	if (!Number.isFinite(value)) return fallback;
	const { least, most } = LIMITS[name];
	const limited = Math.min(Math.max(value, least), most);
	return "whole" in LIMITS[name] ? Math.round(limited) : limited;
}

/** Degrees brought into (−180, 180]. */
export function wrapDegrees(degrees: number): number {
	return degrees - 360 * Math.ceil((degrees - 180) / 360);
}
