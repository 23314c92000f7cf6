/**
 * True angles of a camera about the pivot (the face), and conversions to and from the published parameters.
 *
 * The signs are those of the published parameters: positive yaw towards +x, positive pitch towards −y (the camera looks
 * up from below). Zero is straight in front.
 */

import { InputError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { addVec3, dotVec3, lengthVec3, scaleVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import { type CameraOrbit, checkOrbit, lookAt, type PoseParameters, poseOrigin } from "./orbit.ts";

/** Cosine of the steepest pitch of a camera that looks at the pivot. */
const SMALLEST_LEVEL = 1e-6;

/** Angles of the line from the pivot to the camera. */
export interface TrueAngles {
	/** About the vertical axis, (−π, π]. */
	readonly yawRadians: number;
	/** Down from the horizontal plane, [−π/2, π/2]. */
	readonly pitchRadians: number;
}

/**
 * The steepest true pitch that the published parametrisation follows: it stops 0.21° before the poles, from where it
 * cannot be told which way is up.
 */
export const MOST_TRUE_PITCH_DEGREES = 89.7;

/** True angles, and how far the camera is from the pivot in world units. */
export interface TruePosition extends TrueAngles {
	readonly distance: number;
}

/** Where the camera of a published pose really stands, seen from the pivot. */
export function trueAnglesOfPose(pose: PoseParameters, orbit: CameraOrbit): TruePosition {
	return trueAnglesOfOrigin(poseOrigin(pose, orbit), orbit.pivot);
}

/** Where a camera at `origin` stands, seen from `pivot`; both in world units. */
export function trueAnglesOfOrigin(origin: Vec3, pivot: Vec3): TruePosition {
	const [x, y, z] = subtractVec3(origin, pivot);
	return {
		yawRadians: Math.atan2(x, z),
		pitchRadians: Math.atan2(-y, Math.hypot(x, z)),
		distance: lengthVec3([x, y, z]),
	};
}

/**
 * The published parameters of the camera that stands at these angles about the pivot, on the orbit's sphere.
 * Within 0.21° of the poles the published parametrisation cannot follow and stops there.
 */
export function poseFromTrueAngles(angles: TrueAngles, orbit: CameraOrbit): PoseParameters {
	const [x, y, z] = originOnSphere(angles, orbit);
	const height = Math.min(Math.max(y / orbit.radius, -1), 1);
	return { yaw: Math.atan2(x, z), pitch: -(Math.PI / 2) * height };
}

/**
 * The camera at true angles about the pivot, looking at it.
 * @param distance  from the pivot in world units; where left out, the camera stands on the orbit's sphere as the
 *   published cameras do, so that its distance from the pivot varies with the angles
 * @returns cam2world [4, 4]. Throws `InputError` on angles straight above or below, or a distance that is not positive.
 */
export function cameraFromTrueAngles(
	angles: TrueAngles,
	orbit: CameraOrbit,
	distance?: number | undefined,
): HostTensor<"float32"> {
	if (Math.cos(angles.pitchRadians) < SMALLEST_LEVEL) {
		throw new InputError(
			`cameraFromTrueAngles: pitch ${angles.pitchRadians} radians is straight above or below, where it cannot be told ` +
				"which way is up; want less than π/2",
		);
	}
	if (distance === undefined) return lookAt(originOnSphere(angles, orbit), orbit.pivot);
	if (!(distance > 0 && Number.isFinite(distance))) {
		throw new InputError(`cameraFromTrueAngles: distance ${distance}, want a positive number of world units`);
	}
	return lookAt(addVec3(orbit.pivot, scaleVec3(directionOf(angles), distance)), orbit.pivot);
}

/** Where the line from the pivot at these angles leaves the sphere of radius `orbit.radius` about the origin. */
function originOnSphere(angles: TrueAngles, orbit: CameraOrbit): Vec3 {
	checkOrbit(orbit);
	const direction = directionOf(angles);
	const along = dotVec3(orbit.pivot, direction);
	const distance = -along + Math.sqrt(along ** 2 + orbit.radius ** 2 - dotVec3(orbit.pivot, orbit.pivot));
	return addVec3(orbit.pivot, scaleVec3(direction, distance));
}

/** Unit vector from the pivot to the camera. */
function directionOf({ yawRadians, pitchRadians }: TrueAngles): Vec3 {
	if (!(Number.isFinite(yawRadians) && Math.abs(pitchRadians) <= Math.PI / 2)) {
		throw new InputError(
			`true angles: yaw ${yawRadians}, pitch ${pitchRadians} radians; want finite numbers, pitch in [−π/2, π/2]`,
		);
	}
	const level = Math.cos(pitchRadians);
	return [level * Math.sin(yawRadians), -Math.sin(pitchRadians), level * Math.cos(yawRadians)];
}
