/**
 * Cameras: poses and true angles, orbits, intrinsics, labels, and the cameras that a network was trained with.
 *
 * @module triplane/camera
 */

export { cameraLabel, cropLabel, mirrorLabel, splitLabel, type Camera } from "../camera/label.ts";
export { frontalConditioning, trainingFov, trainingOrbit } from "../generator/training-cameras.ts";
export { type ViewCamera, viewCamera, viewCameraAt, viewCameraOfLabel } from "../camera/view-camera.ts";
export { cameraFromPose, cameraFromTrueAngles, poseFromTrueAngles, poseOrigin, trueAnglesOfOrigin, trueAnglesOfPose, type CameraOrbit, type PoseParameters, type TruePosition } from "../camera/orbit.ts";
export { lookAt } from "../camera/cam2world.ts";
export { fieldOfView, fovToIntrinsics, intrinsicsFromTrueFov, publishedFovDegrees, type FieldOfView } from "../camera/intrinsics.ts";
export { checkCamera } from "../camera/label-checks.ts";
export { type TrueAngles } from "../camera/angles.ts";
