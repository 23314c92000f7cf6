/** Between places of a picture and points of the world. */

import { intrinsicsParts, liftPixel } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";
import { normalizeVec3, type Vec3 } from "../../tensor/vec3.ts";

/** The camera's position and axes, world units. */
export interface CameraFrame {
	readonly origin: Vec3;
	readonly right: Vec3;
	readonly down: Vec3;
	readonly forward: Vec3;
}

export function frameOf({ cam2world }: Camera): CameraFrame {
	const m = cam2world.data;
	const column = (at: number): Vec3 => [m[at]!, m[4 + at]!, m[8 + at]!];
	return { right: column(0), down: column(1), forward: column(2), origin: column(3) };
}

/** Unit direction through image position (u, v), 0 to 1 across the picture. */
export function directionAt(camera: Camera, u: number, v: number): Vec3 {
	const { right, down, forward } = frameOf(camera);
	const [x, y] = liftPixel(intrinsicsParts(camera.intrinsics), u, v);
	const along = (axis: 0 | 1 | 2): number => right[axis] * x + down[axis] * y + forward[axis];
	return normalizeVec3([along(0), along(1), along(2)]);
}

/** The point `distance` along the ray through (u, v), world units. */
export function pointAt(camera: Camera, u: number, v: number, distance: number): Vec3 {
	const { origin } = frameOf(camera);
	const [dx, dy, dz] = directionAt(camera, u, v);
	return [origin[0] + dx * distance, origin[1] + dy * distance, origin[2] + dz * distance];
}
