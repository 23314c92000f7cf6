/**
 * Stratified coarse depths along a ray (eg3d.md §5; Mildenhall et al. 2020 §4): evenly spaced steps from near to far,
 * each pushed on by a share of one spacing. Inherited: the last step is pushed beyond `far`.
 */

import { InputError } from "../tensor/errors.ts";

/** Depths along a ray in world units. */
export interface DepthRange {
	readonly near: number;
	readonly far: number;
}

/** The share of a spacing that stands for "no chance". */
export const STILL_JITTER = 0.5;

/**
 * Coarse depths of one ray, ascending where `far` ≥ `near`. With a single sample the spacing is the whole range.
 * @param range    depths in world units
 * @param jitter   [S] uniform numbers in [0, 1), or `null` for 0.5 throughout
 * @param count    S ≥ 1
 * @param disparitySpace  spaced evenly in 1/depth instead of depth; see `checkDisparityRange`
 * @returns depths [S], world units along the ray
 */
export function stratifiedDepths(
	range: DepthRange,
	jitter: ArrayLike<number> | null,
	count: number,
	disparitySpace: boolean,
): Float64Array {
	const spacing = spacingOf(count);
	const placeAt = disparitySpace ? inDisparity(range) : inDepth(range);
	return Float64Array.from({ length: count }, (_, i) => placeAt((i + (jitter?.[i] ?? STILL_JITTER)) * spacing));
}

type Placement = (share: number) => number;

function inDepth({ near, far }: DepthRange): Placement {
	return (share) => near + (far - near) * share;
}

/** 1/depth runs linearly from 1/near to 1/far; the last step is pushed to a share of up to 1 + spacing. */
function inDisparity({ near, far }: DepthRange): Placement {
	return near === far ? () => near : (share) => 1 / ((1 - share) / near + share / far);
}

/**
 * Throws `InputError` where samples spaced in disparity would not all lie at finite depths in front of the camera: the
 * push beyond `far` may reach infinity when `near` is much smaller and the samples are few.
 * @param count  S
 */
export function checkDisparityRange({ near, far }: DepthRange, count: number): void {
	if (near === far) return;
	const spacing = spacingOf(count);
	const farthest = (1 + spacing) / far - spacing / near;
	if (near > 0 && far > 0 && farthest > 0) return;
	throw new InputError(
		`disparity-space sampling: ${count} samples from depth ${near} to ${far} reach infinity or lie behind the camera; ` +
			"want a positive, larger near limit, more samples, or depth-space sampling",
	);
}

/** Steps from 0 to 1 for S samples; a single sample has the whole range to itself. */
function spacingOf(count: number): number {
	return 1 / Math.max(count - 1, 1);
}
