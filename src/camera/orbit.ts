/**
 * Cameras on an orbit: a sphere about the origin from which they look at the pivot (eg3d.md §7). Where one stands is said in
 * the parameters of the published scripts, or in true angles about the pivot (the face).
 *
 * Two inherited oddities of the published parameters, kept so that numbers mean the same as there:
 *   - the pitch parameter is not an angle: it moves the cosine of the polar angle linearly, so ±π/3 is ±41.8°;
 *   - the camera circles the origin but looks at the pivot, so a yaw of 60° is 63.8° about a pivot at (0, 0, 0.2).
 */

import { InputError } from "../tensor/errors.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { addVec3, dotVec3, lengthVec3, scaleVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import { anglesOfDirection, directionOfAngles, type TrueAngles } from "./angles.ts";
import { lookAt } from "./cam2world.ts";

/** Where cameras of a data set stand: on a sphere of `radius` about the origin, looking at `pivot`. World units. */
export interface CameraOrbit {
	readonly pivot: Vec3;
	readonly radius: number;
}

/** Of the FFHQ training cameras, published. */
export const FFHQ_ORBIT: CameraOrbit = Object.freeze({ pivot: [0, 0, 0.2] as const, radius: 2.7 });

/** Yaw and pitch as the published scripts take them. Positive yaw moves the camera to +x, positive pitch to −y (down). */
export interface PoseParameters {
	readonly yaw: number;
	/** Not an angle, see the head of this file. */
	readonly pitch: number;
}

/** True angles, and how far the camera is from the pivot in world units. */
export interface TruePosition extends TrueAngles {
	readonly distance: number;
}

/** The vertical parameter π/2 + pitch stays this far from 0 and π, where the camera would look along the up axis. */
const POLE_MARGIN = 1e-5;
/**
 * The steepest true pitch that the published parametrisation follows: it stops 0.21° before the poles, from where it
 * cannot be told which way is up.
 */
export const MOST_TRUE_PITCH_DEGREES = 89.7;
/** Cosine of the steepest pitch of a camera that looks at the pivot. */
const SMALLEST_LEVEL = 1e-6;

/** Throws `InputError` unless the orbit is finite and its pivot lies inside the sphere of its cameras. */
export function checkOrbit(orbit: CameraOrbit): void {
	checkNumbers("camera orbit", [...orbit.pivot, orbit.radius]);
	if (!(orbit.radius > 0 && dotVec3(orbit.pivot, orbit.pivot) < orbit.radius ** 2)) {
		throw new InputError(
			`camera orbit: radius ${orbit.radius} about the origin does not enclose the pivot [${orbit.pivot.join(", ")}]`,
		);
	}
}

/**
 * The camera of a pose in the published parametrisation.
 * @returns cam2world [4, 4], OpenCV axes, world units. Throws `InputError` on angles or an orbit that are not finite.
 */
export function cameraFromPose(pose: PoseParameters, orbit: CameraOrbit): Float32Tensor {
	return lookAt(poseOrigin(pose, orbit), orbit.pivot);
}

/** Where the camera of a pose stands, world units. */
export function poseOrigin(pose: PoseParameters, orbit: CameraOrbit): Vec3 {
	checkNumbers("pose", [pose.yaw, pose.pitch]);
	checkOrbit(orbit);
	const vertical = Math.min(Math.max(Math.PI / 2 + pose.pitch, POLE_MARGIN), Math.PI - POLE_MARGIN);
	const cosPolar = 1 - (2 * vertical) / Math.PI;
	const sinPolar = Math.sqrt(1 - cosPolar * cosPolar);
	return scaleVec3([sinPolar * Math.sin(pose.yaw), cosPolar, sinPolar * Math.cos(pose.yaw)], orbit.radius);
}

/**
 * The pose of a camera that stands at `origin`, world units: the opposite of `poseOrigin`.
 * @param radius  of its sphere; where left out, the one that `origin` is on
 */
export function poseOfOrigin(origin: Vec3, radius: number = lengthVec3(origin) || 1): PoseParameters {
	const [x, y, z] = origin;
	const height = Math.min(Math.max(y / radius, -1), 1);
	// Less 0, so that level is 0 and not −0.
	return { yaw: Math.atan2(x, z), pitch: 0 - (Math.PI / 2) * height };
}

/** Where the camera of a published pose really stands, seen from the pivot. */
export function trueAnglesOfPose(pose: PoseParameters, orbit: CameraOrbit): TruePosition {
	return trueAnglesOfOrigin(poseOrigin(pose, orbit), orbit.pivot);
}

/** Where a camera at `origin` stands, seen from `pivot`; both in world units. */
export function trueAnglesOfOrigin(origin: Vec3, pivot: Vec3): TruePosition {
	const away = subtractVec3(origin, pivot);
	return { ...anglesOfDirection(away), distance: lengthVec3(away) };
}

/**
 * The published parameters of the camera that stands at these angles about the pivot, on the orbit's sphere.
 * Within 0.21° of the poles the published parametrisation cannot follow and stops there.
 */
export function poseFromTrueAngles(angles: TrueAngles, orbit: CameraOrbit): PoseParameters {
	return poseOfOrigin(originOnSphere(angles, orbit), orbit.radius);
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
): Float32Tensor {
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
	return lookAt(addVec3(orbit.pivot, scaleVec3(directionOfAngles(angles), distance)), orbit.pivot);
}

/** Where the line from the pivot at these angles leaves the sphere of radius `orbit.radius` about the origin. */
function originOnSphere(angles: TrueAngles, orbit: CameraOrbit): Vec3 {
	checkOrbit(orbit);
	const direction = directionOfAngles(angles);
	const along = dotVec3(orbit.pivot, direction);
	const distance = -along + Math.sqrt(along ** 2 + orbit.radius ** 2 - dotVec3(orbit.pivot, orbit.pivot));
	return addVec3(orbit.pivot, scaleVec3(direction, distance));
}

function checkNumbers(who: string, values: readonly number[]): void {
	if (!values.every(Number.isFinite)) {
		throw new InputError(`${who}: [${values.join(", ")}] has a number that is not finite`);
	}
}
