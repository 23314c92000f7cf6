/** Cameras on a network's own orbit, in both kinds of angles, and the frontal camera that people are conditioned on. */

import { fovToIntrinsics } from "../camera/intrinsics.ts";
import { cameraLabel } from "../camera/label.ts";
import { type CameraOrbit, cameraFromPose, type PoseParameters, poseOfOrigin } from "../camera/orbit.ts";
import { poseFromTrueAngles, trueAnglesOfOrigin, trueAnglesOfPose } from "../camera/true-angles.ts";
import type { RenderingConfig } from "../networks/config.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import { cameraPosition } from "./ray-limits.ts";
import { trainingFov } from "./training-fov.ts";

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

/** What cameras that do not say it themselves take from the network and the options. */
export interface CameraLens {
	readonly orbit: CameraOrbit;
	readonly fovDegrees: number;
}

/**
 * The camera of a label [1, 25], wherever it stands and looks. Its pose is that of a camera which stands there and looks
 * at the pivot: the label alone says where it really looks.
 */
export function viewCameraOfLabel(label: HostTensor<"float32">, pivot: Vec3): ViewCamera {
	const [x, y, z] = cameraPosition(label);
	const { yawRadians, pitchRadians, distance } = trueAnglesOfOrigin([x, y, z], pivot);
	return {
		label,
		pose: poseOfOrigin([x, y, z]),
		trueDegrees: { yaw: degrees(yawRadians), pitch: degrees(pitchRadians) },
		distance,
	};
}

/** Label [1, 25] that the mapping sees: frontal, on the training orbit, seen as the training cameras see. */
export function frontalConditioning(
	rendering: RenderingConfig,
	fovDegrees: number = trainingFov(rendering).degrees,
): HostTensor<"float32"> {
	return viewCamera({ yaw: 0, pitch: 0 }, trainingOrbit(rendering), fovDegrees).label;
}

function radians(value: number): number {
	return (value * Math.PI) / 180;
}

function degrees(value: number): number {
	return (value * 180) / Math.PI;
}
