/**
 * Camera labels as plain numbers: row-major 4×4 cam2world (OpenCV axes: x right, y down, z forward), then row-major 3×3
 * intrinsics normalised by the image's size. What cropping and mirroring an image do to its label, in float64.
 */

import type { PixelRectangle } from "../host/image-codec.ts";
import { InputError } from "../tensor/errors.ts";

/** Numbers in one label. */
export const LABEL_LENGTH = 25;
const INTRINSICS = 16;
/** Where row and column of cam2world are of different parity under F = diag(−1, 1, 1, 1): the signs of F · E · F. */
const MIRRORED_POSE = [1, 2, 3, 4, 8];
const SKEW = INTRINSICS + 1;
const CENTER_X = INTRINSICS + 2;

/**
 * The label of an image that was mirrored left and right.
 *
 * A mirrored picture of a scene is a picture of the mirrored scene. With F = diag(−1, 1, 1, 1), which mirrors at the
 * plane x = 0, a point F·p must have the coordinates F·E⁻¹·p before the new camera: its cam2world is F·E·F, again a
 * rotation (its determinant has two more signs), so yaw changes sign and pitch stays. The image position u becomes 1 − u:
 * the centre moves to 1 − cx, and skew changes sign.
 * @param label  25 numbers
 */
export function mirrorLabel(label: readonly number[]): number[] {
	checkLength("mirrorLabel", label);
	const mirrored = [...label];
	for (const index of [...MIRRORED_POSE, SKEW]) mirrored[index] = negated(label[index] ?? 0);
	mirrored[CENTER_X] = 1 - (label[CENTER_X] ?? 0);
	return mirrored;
}

/**
 * The label of a part of an image: the camera stays, what its picture shows is less.
 * @param label  25 numbers
 * @param size   of the whole image, pixels
 * @param crop   the part, pixels
 */
export function cropLabel(
	label: readonly number[],
	size: { readonly width: number; readonly height: number },
	crop: PixelRectangle,
): number[] {
	checkLength("cropLabel", label);
	const columns = size.width / crop.width;
	const rows = size.height / crop.height;
	const [fx = 0, skew = 0, cx = 0, k10 = 0, fy = 0, cy = 0, ...last] = label.slice(INTRINSICS);
	const firstRow = [fx * columns, skew * columns, cx * columns - crop.left / crop.width];
	const secondRow = [k10 * rows, fy * rows, cy * rows - crop.top / crop.height];
	return [...label.slice(0, INTRINSICS), ...firstRow, ...secondRow, ...last];
}

/** Without −0, which would show in files. */
function negated(value: number): number {
	return value === 0 ? 0 : -value;
}

function checkLength(who: string, label: readonly number[]): void {
	if (label.length !== LABEL_LENGTH) {
		throw new InputError(`${who}: a label of ${label.length} numbers, want ${LABEL_LENGTH}`);
	}
}
