/** A camera together with where it stands, in both kinds of angles. */

import type { Float32Tensor } from "../tensor/host-tensor.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import { type TrueDegrees, trueAngles, trueDegrees } from "./angles.ts";
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

/** One view of a person. */
export interface ViewCamera {
	/** [1, 25] */
	readonly label: Float32Tensor;
	/** In the published parametrisation. */
	readonly pose: PoseParameters;
	/** About the pivot. */
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
	return { label, pose, trueDegrees: trueDegrees(angles), distance };
}

/** The camera at true angles about the pivot, on the orbit's sphere. */
export function viewCameraAt({ yaw, pitch }: TrueDegrees, orbit: CameraOrbit, fovDegrees: number): ViewCamera {
	return viewCamera(poseFromTrueAngles(trueAngles(yaw, pitch), orbit), orbit, fovDegrees);
}

/**
 * The camera of a label [1, 25], wherever it stands and looks. Its pose is that of a camera which stands there and looks
 * at the pivot: the label alone says where it really looks.
 */
export function viewCameraOfLabel(label: Float32Tensor, pivot: Vec3): ViewCamera {
	const { position } = frameOf(label.data);
	const { distance, ...angles } = trueAnglesOfOrigin(position, pivot);
	return { label, pose: poseOfOrigin(position), trueDegrees: trueDegrees(angles), distance };
}
