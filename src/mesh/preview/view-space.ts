/** Cameras for previews: from world to camera space and onto the picture, in float64. */

import { frameOf } from "../../camera/cam2world.ts";
import { type IntrinsicsParts, intrinsicsParts } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";

/** Intrinsics in pixels of a picture, whose pixel [0, 0] covers 0 to 1 in both directions. */
export type Projection = IntrinsicsParts;

export function projectionOf({ intrinsics }: Camera, width: number, height: number): Projection {
	const { focalX, focalY, skew, centerX, centerY } = intrinsicsParts(intrinsics);
	return {
		...{ focalX: focalX * width, focalY: focalY * height, skew: skew * width },
		...{ centerX: centerX * width, centerY: centerY * height },
	};
}

/**
 * Points, world units, or directions into camera space: x right, y down, z forward.
 * @param vectors  [V, 3]
 * @returns [V, 3]
 */
export function toCameraSpace(vectors: Float32Array, what: "points" | "directions", camera: Camera): Float64Array {
	const { right, down, forward, position } = frameOf(camera.cam2world.data);
	const [x, y, z] = what === "points" ? position : [0, 0, 0];
	const view = new Float64Array(vectors.length);
	for (let at = 0; at < vectors.length; at += 3) {
		const dx = vectors[at]! - x;
		const dy = vectors[at + 1]! - y;
		const dz = vectors[at + 2]! - z;
		view[at] = right[0] * dx + right[1] * dy + right[2] * dz;
		view[at + 1] = down[0] * dx + down[1] * dy + down[2] * dz;
		view[at + 2] = forward[0] * dx + forward[1] * dy + forward[2] * dz;
	}
	return view;
}
