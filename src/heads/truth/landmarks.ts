/** Points of a face that are known exactly, in space and in the image. */

import { intrinsicsParts } from "../../rendering/intrinsics.ts";
import type { Camera } from "../../rendering/label.ts";
import { addVec3, scaleVec3, type Vec3 } from "../../tensor/vec3.ts";
import { traceRay } from "../render/trace.ts";
import type { Scene } from "../scene.ts";

/** Left and right are the person's; x > 0 is left. */
export const LANDMARKS = [
	"eyeLeft",
	"eyeRight",
	"irisLeft",
	"irisRight",
	"noseTip",
	"mouthLeft",
	"mouthRight",
	"chin",
] as const;
export type LandmarkName = (typeof LANDMARKS)[number];

/** World units. */
export type Landmarks = Readonly<Record<LandmarkName, Vec3>>;

/** A point in the image. */
export interface ImagePoint {
	/** To the right and down, 0 to 1 across the image; outside it where the camera does not look. */
	readonly u: number;
	readonly v: number;
	/** From the camera to the point, world units; negative behind the camera. */
	readonly depth: number;
}

/**
 * Eyes are the centres of the eyeballs, irises where the line of sight leaves them. Nose, mouth and chin lie on the
 * surface: where a straight line from the front meets it, hair and spectacles included.
 */
export function landmarks(scene: Scene): Landmarks {
	const { layout, eye } = scene.shape;
	const [x, y, z] = eye.centre;
	const eyeLeft: Vec3 = [x, y, z];
	const eyeRight: Vec3 = [-x, y, z];
	const mouthY = layout.mouthY + layout.mouthLift * layout.mouthX ** 2;
	return {
		eyeLeft,
		eyeRight,
		irisLeft: addVec3(eyeLeft, scaleVec3(scene.gaze.left, eye.radius)),
		irisRight: addVec3(eyeRight, scaleVec3(scene.gaze.right, eye.radius)),
		noseTip: fromFront(scene, 0, layout.noseTipY),
		mouthLeft: fromFront(scene, layout.mouthX, mouthY),
		mouthRight: fromFront(scene, -layout.mouthX, mouthY),
		chin: fromFront(scene, 0, layout.chinY),
	};
}

/** Where the line along −z at (x, y) meets the person. */
function fromFront(scene: Scene, x: number, y: number): Vec3 {
	return [x, y, 1 - traceRay(scene, x, y, 1, 0, 0, -1, 1.5)];
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
