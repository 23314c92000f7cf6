/**
 * Cameras on an orbit, in the parametrisation of the published scripts and by plain look-at (eg3d.md §7).
 *
 * World axes: x to the right of a frontal image, y up, z towards the frontal camera. Camera axes are OpenCV's: x right,
 * y down, z forward. All maths in float64, rounded once to float32.
 *
 * Two inherited oddities of the published parametrisation, kept so that numbers mean the same as there; `true-angles.ts`
 * converts both ways:
 *   - the pitch parameter is not an angle: it moves the cosine of the polar angle linearly, so ±π/3 is ±41.8°;
 *   - the camera circles the origin but looks at the pivot, so a yaw of 60° is 63.8° about a pivot at (0, 0, 0.2).
 */

import { InputError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { crossVec3, dotVec3, lengthVec3, normalizeVec3, scaleVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";

/** Where cameras of a data set stand: on a sphere of `radius` about the origin, looking at `pivot`. World units. */
export interface CameraOrbit {
	readonly pivot: Vec3;
	readonly radius: number;
}

/** Yaw and pitch as the published scripts take them. Positive yaw moves the camera to +x, positive pitch to −y (down). */
export interface PoseParameters {
	readonly yaw: number;
	/** Not an angle, see the head of this file. */
	readonly pitch: number;
}

/** The vertical parameter π/2 + pitch stays this far from 0 and π, where the camera would look along the up axis. */
const POLE_MARGIN = 1e-5;
/** Sine of the smallest angle between the view and the up axis that still says which way is up. */
const SMALLEST_UP_SINE = 1e-6;
const WORLD_UP: Vec3 = [0, 1, 0];

/**
 * The camera of a pose in the published parametrisation.
 * @returns cam2world [4, 4], OpenCV axes, world units. Throws `InputError` on angles or an orbit that are not finite.
 */
export function cameraFromPose(pose: PoseParameters, orbit: CameraOrbit): HostTensor<"float32"> {
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

/** The pose of a camera that stands at `origin`, world units, on whichever sphere: the opposite of `poseOrigin`. */
export function poseOfOrigin(origin: Vec3): PoseParameters {
	const [x, y, z] = origin;
	const height = Math.min(Math.max(y / (lengthVec3(origin) || 1), -1), 1);
	return { yaw: Math.atan2(x, z), pitch: -(Math.PI / 2) * height };
}

/**
 * A camera at `origin` that looks at `target`, not rolled: its x axis is perpendicular to `up`.
 * @param up  world direction that points up in the image, any length
 * @returns cam2world [4, 4], OpenCV axes. Throws `InputError` where the view has no direction or is parallel to `up`.
 */
export function lookAt(origin: Vec3, target: Vec3, up: Vec3 = WORLD_UP): HostTensor<"float32"> {
	checkNumbers("lookAt", [...origin, ...target, ...up]);
	const view = subtractVec3(target, origin);
	if (lengthVec3(view) === 0 || lengthVec3(up) === 0) {
		throw new InputError("lookAt: origin and target are the same point, or up is zero: no direction to look in");
	}
	const forward = normalizeVec3(view);
	const sideways = crossVec3(forward, normalizeVec3(up));
	if (lengthVec3(sideways) < SMALLEST_UP_SINE) {
		throw new InputError(
			`lookAt: the view direction [${forward.join(", ")}] is parallel to up, [${up.join(", ")}], so that nothing says how ` +
				"the picture is turned; move the camera or what it looks at aside",
		);
	}
	const right = normalizeVec3(sideways);
	return cameraToWorld(right, crossVec3(forward, right), forward, origin);
}

/** Throws `InputError` unless the orbit is finite and its pivot lies inside the sphere of its cameras. */
export function checkOrbit(orbit: CameraOrbit): void {
	checkNumbers("camera orbit", [...orbit.pivot, orbit.radius]);
	if (!(orbit.radius > 0 && dotVec3(orbit.pivot, orbit.pivot) < orbit.radius ** 2)) {
		throw new InputError(
			`camera orbit: radius ${orbit.radius} about the origin does not enclose the pivot [${orbit.pivot.join(", ")}]`,
		);
	}
}

/** Columns: the camera's axes in world space, then its position. */
function cameraToWorld(right: Vec3, down: Vec3, forward: Vec3, origin: Vec3): HostTensor<"float32"> {
	return float32Tensor(
		[4, 4],
		[
			[right[0], down[0], forward[0], origin[0]],
			[right[1], down[1], forward[1], origin[1]],
			[right[2], down[2], forward[2], origin[2]],
			[0, 0, 0, 1],
		].flat(),
	);
}

function checkNumbers(who: string, values: readonly number[]): void {
	if (!values.every(Number.isFinite)) {
		throw new InputError(`${who}: [${values.join(", ")}] has a number that is not finite`);
	}
}
