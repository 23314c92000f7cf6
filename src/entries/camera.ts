/**
 * Cameras: poses and true angles, orbits, intrinsics, labels, and the cameras that a network was trained with.
 *
 * @module triplane/camera
 */

export { cropLabel, mirrorLabel } from "../data/camera-label.ts";
export { trainingFov } from "../generator/training-fov.ts";
export {
	frontalConditioning,
	trainingOrbit,
	type ViewCamera,
	viewCamera,
	viewCameraAt,
	viewCameraOfLabel,
} from "../generator/view-cameras.ts";
export {
	type CameraOrbit,
	cameraFromPose,
	lookAt,
	type PoseParameters,
	poseOrigin,
} from "../rendering/cameras.ts";
export {
	type FieldOfView,
	fieldOfView,
	fovToIntrinsics,
	intrinsicsFromTrueFov,
	publishedFovDegrees,
} from "../rendering/intrinsics.ts";
export { type Camera, cameraLabel, checkCamera, splitLabel } from "../rendering/label.ts";
export {
	cameraFromTrueAngles,
	poseFromTrueAngles,
	type TrueAngles,
	type TruePosition,
	trueAnglesOfOrigin,
	trueAnglesOfPose,
} from "../rendering/true-angles.ts";
