/** Cameras for previews: from world to camera space and onto the picture, and rays back. All in float64. */

import { intrinsicsParts } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";

/** A pinhole camera in pixels of a picture, whose pixel [0, 0] covers 0 to 1 in both directions. */
export interface Projection {
	readonly focalX: number;
	readonly focalY: number;
	readonly skew: number;
	readonly centreX: number;
	readonly centreY: number;
}

export function projectionOf({ intrinsics }: Camera, width: number, height: number): Projection {
	const { focalX, focalY, skew, centerX, centerY } = intrinsicsParts(intrinsics);
	return {
		...{ focalX: focalX * width, focalY: focalY * height, skew: skew * width },
		...{ centreX: centerX * width, centreY: centerY * height },
	};
}

/**
 * Points into camera space: x right, y down, z forward.
 * @param positions  [V, 3] world units
 * @returns [V, 3] world units
 */
export function toCameraSpace(positions: Float32Array, { cam2world }: Camera): Float64Array {
	const m = cam2world.data;
	const view = new Float64Array(positions.length);
	for (let at = 0; at < positions.length; at += 3) {
		const dx = positions[at]! - m[3]!;
		const dy = positions[at + 1]! - m[7]!;
		const dz = positions[at + 2]! - m[11]!;
		for (let axis = 0; axis < 3; axis++) view[at + axis] = m[axis]! * dx + m[4 + axis]! * dy + m[8 + axis]! * dz;
	}
	return view;
}

/** Directions into camera space. @param directions  [V, 3] @returns [V, 3] */
export function directionsToCameraSpace(directions: Float32Array, { cam2world }: Camera): Float64Array {
	const m = cam2world.data;
	const view = new Float64Array(directions.length);
	for (let at = 0; at < directions.length; at += 3) {
		const [dx, dy, dz] = [directions[at]!, directions[at + 1]!, directions[at + 2]!];
		for (let axis = 0; axis < 3; axis++) view[at + axis] = m[axis]! * dx + m[4 + axis]! * dy + m[8 + axis]! * dz;
	}
	return view;
}
