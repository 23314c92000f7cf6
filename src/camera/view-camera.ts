/** A camera together with where it stands, in both kinds of angles. */

import type { HostTensor } from "../tensor/host-tensor.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import { degrees, radians, type TrueAngles } from "./angles.ts";
import { frameOf } from "./cam2world.ts";
import { fovToIntrinsics } from "./intrinsics.ts";
import { cameraLabel } from "./label.ts";
import {
	type CameraOrbit,
	cameraFromPose,
	type PoseParameters,
	poseFromTrueAngles,
	poseOfOrigin,
	trueAnglesOfOrigin,
	trueAnglesOfPose,
} from "./orbit.ts";

/** Yaw and pitch about the pivot, degrees. */
export interface TrueDegrees {
	readonly yaw: number;
	readonly pitch: number;
}

/** One view of a person. */
export interface ViewCamera {
	/** [1, 25] */
	readonly label: HostTensor<"float32">;
	/** In the published parametrisation. */
	readonly pose: PoseParameters;
	readonly trueDegrees: TrueDegrees;
	/** From the pivot, world units. */
	readonly distance: number;
}

/** What cameras that do not say it themselves take from the network and the options. */
export interface CameraLens {
	readonly orbit: CameraOrbit;
	/** As the published scripts count it. */
	readonly fovDegrees: number;
}

/** The camera of a published pose, with a field of view as the published scripts count it. */
export function viewCamera(pose: PoseParameters, orbit: CameraOrbit, fovDegrees: number): ViewCamera {
	const { distance, ...angles } = trueAnglesOfPose(pose, orbit);
	const label = cameraLabel({ cam2world: cameraFromPose(pose, orbit), intrinsics: fovToIntrinsics(fovDegrees) });
	return { label, pose, trueDegrees: inDegrees(angles), distance };
}

/** The camera at true angles about the pivot, on the orbit's sphere. */
export function viewCameraAt({ yaw, pitch }: TrueDegrees, orbit: CameraOrbit, fovDegrees: number): ViewCamera {
	const angles = { yawRadians: radians(yaw), pitchRadians: radians(pitch) };
	return viewCamera(poseFromTrueAngles(angles, orbit), orbit, fovDegrees);
}

/**
 * The camera of a label [1, 25], wherever it stands and looks. Its pose is that of a camera which stands there and looks
 * at the pivot: the label alone says where it really looks.
 */
export function viewCameraOfLabel(label: HostTensor<"float32">, pivot: Vec3): ViewCamera {
	const { position } = frameOf(label.data);
	const { distance, ...angles } = trueAnglesOfOrigin(position, pivot);
	return { label, pose: poseOfOrigin(position), trueDegrees: inDegrees(angles), distance };
}

function inDegrees({ yawRadians, pitchRadians }: TrueAngles): TrueDegrees {
	return { yaw: degrees(yawRadians), pitch: degrees(pitchRadians) };
}
