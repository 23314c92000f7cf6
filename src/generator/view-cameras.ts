/** Cameras on a network's own orbit, in both kinds of angles, and the frontal camera that people are conditioned on. */

import type { RenderingConfig } from "../networks/config.ts";
import { type CameraOrbit, cameraFromPose, type PoseParameters } from "../rendering/cameras.ts";
import { fovToIntrinsics } from "../rendering/intrinsics.ts";
import { cameraLabel } from "../rendering/label.ts";
import { poseFromTrueAngles, trueAnglesOfPose } from "../rendering/true-angles.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";

/** Diagonal field of view of the FFHQ and AFHQ training cameras, in the published sense. */
export const TRAINING_FOV_DEGREES = 18.837;

/** One view of a person. */
export interface ViewCamera {
	/** [1, 25] */
	readonly label: HostTensor<"float32">;
	/** In the published parametrisation. */
	readonly pose: PoseParameters;
	/** Degrees about the pivot. */
	readonly trueDegrees: { readonly yaw: number; readonly pitch: number };
	/** From the pivot, world units. */
	readonly distance: number;
}

/** Where the network's training cameras stood. */
export function trainingOrbit({ avgCameraRadius, avgCameraPivot }: RenderingConfig): CameraOrbit {
	return { radius: avgCameraRadius, pivot: avgCameraPivot };
}

/** The camera of a published pose, with a field of view as the published scripts count it. */
export function viewCamera(pose: PoseParameters, orbit: CameraOrbit, fovDegrees: number): ViewCamera {
	const { yawRadians, pitchRadians, distance } = trueAnglesOfPose(pose, orbit);
	const label = cameraLabel({ cam2world: cameraFromPose(pose, orbit), intrinsics: fovToIntrinsics(fovDegrees) });
	return { label, pose, trueDegrees: { yaw: degrees(yawRadians), pitch: degrees(pitchRadians) }, distance };
}

/** The camera at true angles about the pivot, degrees, on the orbit's sphere. */
export function viewCameraAt(
	trueDegrees: { readonly yaw: number; readonly pitch: number },
	orbit: CameraOrbit,
	fovDegrees: number,
): ViewCamera {
	const angles = { yawRadians: radians(trueDegrees.yaw), pitchRadians: radians(trueDegrees.pitch) };
	return viewCamera(poseFromTrueAngles(angles, orbit), orbit, fovDegrees);
}

/** Label [1, 25] that the mapping sees: frontal, on the training orbit. */
export function frontalConditioning(
	rendering: RenderingConfig,
	fovDegrees: number = TRAINING_FOV_DEGREES,
): HostTensor<"float32"> {
	return viewCamera({ yaw: 0, pitch: 0 }, trainingOrbit(rendering), fovDegrees).label;
}

function radians(value: number): number {
	return (value * Math.PI) / 180;
}

function degrees(value: number): number {
	return (value * 180) / Math.PI;
}
