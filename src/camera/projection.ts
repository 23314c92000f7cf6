/** Between points of space and places of an image: u to the right and v down, both 0 to 1 across it. */

import { addVec3, lengthVec3, scaleVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import { frameOf, inCameraAxes } from "./cam2world.ts";
import { intrinsicsParts, liftPixel } from "./intrinsics.ts";
import type { Camera } from "./label.ts";

/** A point in the image. */
export interface ImagePoint {
	/** Outside [0, 1] where the camera does not look. */
	readonly u: number;
	readonly v: number;
	/** From the camera to the point, world units; negative behind the camera. */
	readonly depth: number;
}

/** Projects a point, world units. */
export function projectPoint(camera: Camera, point: Vec3): ImagePoint {
	const { focalX, focalY, skew, centerX, centerY } = intrinsicsParts(camera.intrinsics);
	const frame = frameOf(camera.cam2world.data);
	const away = subtractVec3(point, frame.position);
	// The inverse of a rotation is its transpose.
	const [right, down, forward] = inCameraAxes(frame, away);
	const [x, y] = [right / forward, down / forward];
	return {
		u: focalX * x + skew * y + centerX,
		v: focalY * y + centerY,
		depth: Math.sign(forward) * lengthVec3(away),
	};
}

/** A camera in plain numbers, for rays through any place of its image. */
export interface ImageRays {
	/** Where the camera stands, world units. */
	readonly origin: Vec3;
	/** From the camera to the point behind (u, v) at depth 1 along the optical axis, world axes. */
	towards(u: number, v: number): Vec3;
	/** Unit world direction through (u, v). */
	through(u: number, v: number): Vec3;
}

export function imageRays(camera: Camera): ImageRays {
	const parts = intrinsicsParts(camera.intrinsics);
	const { right, down, forward, position: origin } = frameOf(camera.cam2world.data);
	const towards = (u: number, v: number): Vec3 => {
		const [x, y] = liftPixel(parts, u, v);
		return [
			right[0] * x + down[0] * y + forward[0],
			right[1] * x + down[1] * y + forward[1],
			right[2] * x + down[2] * y + forward[2],
		];
	};
	const through = (u: number, v: number): Vec3 => {
		const [x, y, z] = towards(u, v);
		// Quicker than Math.hypot; synthetic heads are traced ray by ray.
		return scaleVec3([x, y, z], 1 / Math.sqrt(x * x + y * y + z * z));
	};
	return { origin, towards, through };
}

/** The point `distance` along the ray through (u, v), world units. */
export function pointAt(camera: Camera, u: number, v: number, distance: number): Vec3 {
	const { origin, through } = imageRays(camera);
	return addVec3(origin, scaleVec3(through(u, v), distance));
}
