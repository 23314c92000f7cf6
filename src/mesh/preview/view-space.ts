/** Cameras for previews: from world to camera space and onto the picture, and rays back. All in float64. */

import { InputError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";

/** A camera as the renderer has them, so that a mesh can be laid over a rendered picture. */
export interface PreviewCamera {
	/** [4, 4] camera to world, OpenCV axes (x right, y down, z forward), world units */
	readonly cam2world: HostTensor<"float32">;
	/** [3, 3] normalised by the image size */
	readonly intrinsics: HostTensor<"float32">;
}

/** A pinhole camera in pixels of a picture, whose pixel [0, 0] covers 0 to 1 in both directions. */
export interface Projection {
	readonly focalX: number;
	readonly focalY: number;
	readonly skew: number;
	readonly centreX: number;
	readonly centreY: number;
}

/** Throws `ShapeError` for other shapes, `InputError` for numbers that are not finite or no focal length. */
export function projectionOf({ intrinsics }: PreviewCamera, width: number, height: number): Projection {
	matchShape("preview: intrinsics", intrinsics.shape, [3, 3]);
	const [fx, skew, cx, , fy, cy] = [...intrinsics.data] as [number, number, number, number, number, number];
	if (![fx, skew, cx, fy, cy].every(Number.isFinite) || !(fx > 0 && fy > 0)) {
		throw new InputError(`preview: intrinsics [${intrinsics.data.join(", ")}], want finite numbers, focal lengths > 0`);
	}
	return { focalX: fx * width, focalY: fy * height, skew: skew * width, centreX: cx * width, centreY: cy * height };
}

/**
 * Points into camera space: x right, y down, z forward.
 * @param positions  [V, 3] world units
 * @returns [V, 3] world units. Throws `InputError` for a camera that is no rigid motion
 */
export function toCameraSpace(positions: Float32Array, { cam2world }: PreviewCamera): Float64Array {
	matchShape("preview: cam2world", cam2world.shape, [4, 4]);
	const m = cam2world.data;
	checkRotation(m);
	const view = new Float64Array(positions.length);
	for (let at = 0; at < positions.length; at += 3) {
		const dx = positions[at]! - m[3]!;
		const dy = positions[at + 1]! - m[7]!;
		const dz = positions[at + 2]! - m[11]!;
		for (let axis = 0; axis < 3; axis++) view[at + axis] = m[axis]! * dx + m[4 + axis]! * dy + m[8 + axis]! * dz;
	}
	return view;
}

/** Directions into camera space. @param directions  [V, 3] @returns [V, 3] */
export function directionsToCameraSpace(directions: Float32Array, { cam2world }: PreviewCamera): Float64Array {
	const m = cam2world.data;
	const view = new Float64Array(directions.length);
	for (let at = 0; at < directions.length; at += 3) {
		const [dx, dy, dz] = [directions[at]!, directions[at + 1]!, directions[at + 2]!];
		for (let axis = 0; axis < 3; axis++) view[at + axis] = m[axis]! * dx + m[4 + axis]! * dy + m[8 + axis]! * dz;
	}
	return view;
}

/** The transpose of the rotation is used as its inverse; published labels are rounded to about six digits. */
function checkRotation(m: Float32Array): void {
	for (let a = 0; a < 3; a++) {
		for (let b = 0; b < 3; b++) {
			const dot = m[a]! * m[b]! + m[4 + a]! * m[4 + b]! + m[8 + a]! * m[8 + b]!;
			if (Math.abs(dot - (a === b ? 1 : 0)) <= 1e-3) continue;
			throw new InputError(`preview: cam2world [${m.join(", ")}] is not a rotation and a position`);
		}
	}
	if (![m[3], m[7], m[11]].every(Number.isFinite)) throw new InputError("preview: the camera's position is not finite");
}
