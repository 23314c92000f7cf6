/** Where points of space are in an image: the way back from `pixelRays`. */

import type { Vec3 } from "../tensor/vec3.ts";
import { intrinsicsParts } from "./intrinsics.ts";
import type { Camera } from "./label.ts";

/** A point in the image. */
export interface ImagePoint {
	/** To the right and down, 0 to 1 across the image; outside it where the camera does not look. */
	readonly u: number;
	readonly v: number;
	/** From the camera to the point, world units; negative behind the camera. */
	readonly depth: number;
}

/** Projects a point, world units. */
export function projectPoint(camera: Camera, point: Vec3): ImagePoint {
	const { focalX, focalY, skew, centerX, centerY } = intrinsicsParts(camera.intrinsics);
	const m = camera.cam2world.data;
	const relative = [point[0] - (m[3] ?? 0), point[1] - (m[7] ?? 0), point[2] - (m[11] ?? 0)] as const;
	// The inverse of a rotation is its transpose: columns of cam2world are the camera's axes.
	const along = (column: number): number =>
		relative[0] * (m[column] ?? 0) + relative[1] * (m[4 + column] ?? 0) + relative[2] * (m[8 + column] ?? 0);
	const [right, down, forward] = [along(0), along(1), along(2)];
	const [x, y] = [right / forward, down / forward];
	return {
		u: focalX * x + skew * y + centerX,
		v: focalY * y + centerY,
		depth: Math.sign(forward) * Math.hypot(...relative),
	};
}
