/** Points of a face that are known exactly, in space and in the image. */

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
