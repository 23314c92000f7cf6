/**
 * Cameras: poses and true angles, orbits, intrinsics, labels, and the cameras that a network was trained with.
 *
 * @module triplane/camera
 */

export type { AngleRanges, TrueAngles } from "../camera/angles.ts";
export { lookAt } from "../camera/cam2world.ts";
export {
	type FieldOfView,
	fieldOfView,
	fovToIntrinsics,
	intrinsicsFromTrueFov,
	publishedFovDegrees,
} from "../camera/intrinsics.ts";
export { type Camera, cameraLabel, cropLabel, mirrorLabel, splitLabel } from "../camera/label.ts";
export { checkCamera } from "../camera/label-checks.ts";
export {
	type CameraOrbit,
	cameraFromPose,
	cameraFromTrueAngles,
	type PoseParameters,
	poseFromTrueAngles,
	poseOrigin,
	type TruePosition,
	trueAnglesOfOrigin,
	trueAnglesOfPose,
} from "../camera/orbit.ts";
export { type ViewCamera, viewCamera, viewCameraAt, viewCameraOfLabel } from "../camera/view-camera.ts";
export { frontalConditioning, trainingFov, trainingOrbit } from "../generator/training-cameras.ts";
