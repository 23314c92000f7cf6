/**
 * The matrix cam2world: a rotation, whose columns are the camera's axes in world space, and the camera's position.
 *
 * World axes: x to the right of a frontal image, y up, z towards the frontal camera. Camera axes are OpenCV's: x right,
 * y down, z forward. All maths in float64, rounded once to float32.
 */

import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { crossVec3, dotVec3, lengthVec3, normalizeVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";

/** The camera's axes and position in world space; the axes have unit length. World units. */
export interface CameraFrame {
	readonly right: Vec3;
	readonly down: Vec3;
	readonly forward: Vec3;
	readonly position: Vec3;
}

/** Sine of the smallest angle between the view and the up axis that still says which way is up. */
const SMALLEST_UP_SINE = 1e-6;
const WORLD_UP: Vec3 = [0, 1, 0];

/** The columns of a matrix. @param cam2world  [16] row by row; or a label [25], which begins with it */
export function frameOf(cam2world: ArrayLike<number>): CameraFrame {
	const column = (index: number): Vec3 => [
		cam2world[index] ?? Number.NaN,
		cam2world[4 + index] ?? Number.NaN,
		cam2world[8 + index] ?? Number.NaN,
	];
	return { right: column(0), down: column(1), forward: column(2), position: column(3) };
}

/** A direction of world space in camera axes. */
export function inCameraAxes({ right, down, forward }: CameraFrame, direction: Vec3): Vec3 {
	return [dotVec3(direction, right), dotVec3(direction, down), dotVec3(direction, forward)];
}

/**
 * A camera at `origin` that looks at `target`, not rolled: its x axis is perpendicular to `up`.
 * @param up  world direction that points up in the image, any length
 * @returns cam2world [4, 4], OpenCV axes. Throws `InputError` where the view has no direction or is parallel to `up`.
 */
export function lookAt(origin: Vec3, target: Vec3, up: Vec3 = WORLD_UP): Float32Tensor {
	const given = [...origin, ...target, ...up];
	if (!given.every(Number.isFinite)) {
		throw new InputError(`lookAt: [${given.join(", ")}] has a number that is not finite`);
	}
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
	const down = crossVec3(forward, right);
	const rows = ([0, 1, 2] as const).map((axis) => [right[axis], down[axis], forward[axis], origin[axis]]);
	return float32Tensor([4, 4], [...rows.flat(), 0, 0, 0, 1]);
}
