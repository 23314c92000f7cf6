/** All that can be read off one camera: where it stands in both kinds of angles, how it is turned, how wide it sees. */

import { lengthVec3, type Vec3 } from "../tensor/vec3.ts";
import { degrees } from "./angles.ts";
import { frameOf } from "./cam2world.ts";
import { fieldOfView, publishedFovDegrees } from "./intrinsics.ts";
import { cameraOfNumbers } from "./label.ts";
import { poseOfOrigin, trueAnglesOfOrigin } from "./orbit.ts";

/** By name; the unit is in the name, lengths are in world units. */
export interface PoseQuantities {
	readonly trueYawDegrees: number;
	readonly truePitchDegrees: number;
	/** Turn about the optical axis: 0 where the camera's x axis is level. */
	readonly rollDegrees: number;
	readonly publishedYaw: number;
	readonly publishedPitch: number;
	/** From the origin. */
	readonly radius: number;
	/** From the pivot. */
	readonly distance: number;
	readonly horizontalFovDegrees: number;
	/** As the published scripts count it: about the diagonal. */
	readonly publishedFovDegrees: number;
}

/** The quantities of a label of 25 numbers, which was checked before. */
export function poseQuantities(label: ArrayLike<number>, pivot: Vec3): PoseQuantities {
	const { intrinsics } = cameraOfNumbers(label);
	const { position, right } = frameOf(label);
	const { yawRadians, pitchRadians, distance } = trueAnglesOfOrigin(position, pivot);
	const { yaw, pitch } = poseOfOrigin(position);
	return {
		trueYawDegrees: degrees(yawRadians),
		truePitchDegrees: degrees(pitchRadians),
		rollDegrees: degrees(Math.atan2(right[1], Math.hypot(right[0], right[2]))),
		publishedYaw: yaw,
		publishedPitch: pitch,
		radius: lengthVec3(position),
		distance,
		horizontalFovDegrees: degrees(fieldOfView(intrinsics).horizontalRadians),
		publishedFovDegrees: publishedFovDegrees(intrinsics),
	};
}
