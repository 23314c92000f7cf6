/**
 * Cameras that look at the eyes: they stand where training cameras stand, turned towards the middle between the eyes and
 * zoomed, so that eyes of a few pixels fill the picture. Only the rendering camera changes; the person does not.
 */

import { anglesOfDirection, degrees, trueAngles } from "../../camera/angles.ts";
import { frameOf, lookAt } from "../../camera/cam2world.ts";
import { intrinsicsFromTrueFov } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";
import { cameraFromTrueAngles } from "../../camera/orbit.ts";
import { lengthVec3, subtractVec3, type Vec3 } from "../../tensor/vec3.ts";
import type { FaceSource } from "./face-source.ts";
import type { FoundEyes } from "./find-eyes.ts";

/** Width of the picture in distances between the eyes. */
export const EYE_PICTURE_WIDTH = 2;

/** @param yawDegrees  true yaw about the orbit's pivot; positive moves the camera to +x */
export function eyeCamera(
	source: FaceSource,
	eyes: Pick<FoundEyes, "middle" | "distance">,
	yawDegrees: number,
): Camera {
	const { position } = frameOf(cameraFromTrueAngles(trueAngles(yawDegrees, 0), source.orbit).data);
	const away = lengthVec3(subtractVec3(position, eyes.middle));
	const halfWidth = (EYE_PICTURE_WIDTH * eyes.distance) / 2;
	return {
		cam2world: lookAt(position, eyes.middle),
		intrinsics: intrinsicsFromTrueFov("side", 2 * Math.atan(halfWidth / away)),
	};
}

/** True yaw of a camera as seen from a point, degrees. */
export function yawFrom(point: Vec3, camera: Camera): number {
	const { position } = frameOf(camera.cam2world.data);
	return degrees(anglesOfDirection(subtractVec3(position, point)).yawRadians);
}
