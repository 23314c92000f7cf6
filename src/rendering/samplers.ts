/**
 * Stratified coarse depths along a ray (eg3d.md §5; Mildenhall et al. 2020 §4): evenly spaced steps from near to far,
 * each pushed on by a share of one spacing. Inherited: the last step is pushed beyond `far`.
 */

import { InputError } from "../tensor/errors.ts";
import type { DepthRange } from "./ray-box.ts";

/** The share of a spacing that stands for "no chance". */
export const STILL_JITTER = 0.5;

/**
 * Coarse depths of one ray, ascending where `far` ≥ `near`. With a single sample the spacing is the whole range.
 * @param range    depths in world units
 * @param jitter   [S] uniform numbers in [0, 1), or `null` for 0.5 throughout
 * @param count    S ≥ 1
 * @param disparitySpace  spaced evenly in 1/depth instead of depth; throws `InputError` where that would reach infinity
 * @returns depths [S], world units along the ray
 */
export function stratifiedDepths(
	range: DepthRange,
	jitter: ArrayLike<number> | null,
	count: number,
	disparitySpace: boolean,
): Float64Array {
	const spacing = 1 / Math.max(count - 1, 1);
	const placeAt = disparitySpace ? inDisparity(range, spacing) : inDepth(range);
	return Float64Array.from({ length: count }, (_, i) => placeAt((i + (jitter?.[i] ?? STILL_JITTER)) * spacing));
}

type Placement = (share: number) => number;

function inDepth({ near, far }: DepthRange): Placement {
	return (share) => near + (far - near) * share;
}

/** 1/depth runs linearly from 1/near to 1/far; the last step is pushed to a share of up to 1 + spacing. */
function inDisparity({ near, far }: DepthRange, spacing: number): Placement {
	if (near === far) return () => near;
	const farthest = (1 + spacing) / far - spacing / near;
	if (!(near > 0 && far > 0 && farthest > 0)) {
		throw new InputError(
			`disparity-space sampling from depth ${near} to ${far} in steps of ${spacing.toPrecision(3)} reaches infinity or ` +
				"behind the camera; want a positive, larger near limit, more samples, or depth-space sampling",
		);
	}
	return (share) => 1 / ((1 - share) / near + share / far);
}
