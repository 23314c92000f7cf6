/**
 * Camera labels `c` [N, 25]: row-major cam2world [4, 4], then row-major intrinsics [3, 3] normalised by the image size; and
 * what mirroring and cropping an image do to its label.
 */

import type { PixelRectangle } from "../host/image-codec.ts";
import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";

/** A camera as two matrices. */
export interface Camera {
	/** [4, 4] camera to world, OpenCV axes, world units */
	readonly cam2world: Float32Tensor;
	/** [3, 3] normalised by the image size */
	readonly intrinsics: Float32Tensor;
}

/** Numbers in one label. */
export const LABEL_LENGTH = 25;
/** Where the intrinsics begin in a label. */
export const INTRINSICS_START = 16;
const SKEW = INTRINSICS_START + 1;
const CENTER_X = INTRINSICS_START + 2;

/** Writes a camera as a label. @returns c [1, 25] */
export function cameraLabel({ cam2world, intrinsics }: Camera): Float32Tensor {
	matchShape("cam2world", cam2world.shape, [4, 4]);
	matchShape("intrinsics", intrinsics.shape, [3, 3]);
	return float32Tensor([1, LABEL_LENGTH], Float32Array.of(...cam2world.data, ...intrinsics.data));
}

/**
 * Reads row `index` of labels c [N, 25]. It is not validated: a conditioning label may be all zeros.
 * @returns cam2world [4, 4], intrinsics [3, 3]; copies
 */
export function splitLabel(labels: Float32Tensor, index = 0): Camera {
	const { N } = matchShape("c", labels.shape, ["N", LABEL_LENGTH]);
	if (!Number.isInteger(index) || index < 0 || index >= N) {
		throw new InputError(`splitLabel: row ${index} of ${N} labels is not there`);
	}
	return cameraOfNumbers(labels.data.subarray(index * LABEL_LENGTH, (index + 1) * LABEL_LENGTH));
}

/** The camera of 25 numbers, not validated. @returns cam2world [4, 4], intrinsics [3, 3]; copies */
export function cameraOfNumbers(label: ArrayLike<number>): Camera {
	checkLength("camera", label);
	const numbers = Float32Array.from(label);
	return {
		cam2world: float32Tensor([4, 4], numbers.slice(0, INTRINSICS_START)),
		intrinsics: float32Tensor([3, 3], numbers.slice(INTRINSICS_START)),
	};
}

/** What mirroring negates: numbers of cam2world whose row and column are of different parity under F, skew, and cx. */
const NEGATED: readonly number[] = [1, 2, 3, 4, 8, SKEW, CENTER_X];
const PLACES = Array.from({ length: LABEL_LENGTH }, (_, index) => index);

/**
 * Mirroring as a multiplication and an addition for each number of a label: factor · number + offset.
 *
 * A mirrored picture of a scene is a picture of the mirrored scene. With F = diag(−1, 1, 1, 1), which mirrors at the
 * plane x = 0, a point F·p must have the coordinates F·E⁻¹·p before the new camera: its cam2world is F·E·F, again a
 * rotation (its determinant has two more signs), so yaw changes sign and pitch stays. The image position u becomes 1 − u:
 * the centre moves to 1 − cx, and skew changes sign.
 */
export const MIRROR: { readonly factors: readonly number[]; readonly offsets: readonly number[] } = Object.freeze({
	factors: PLACES.map((index) => (NEGATED.includes(index) ? -1 : 1)),
	offsets: PLACES.map((index) => (index === CENTER_X ? 1 : 0)),
});

/**
 * The label of an image that was mirrored left and right.
 * @param label  25 numbers, in float64
 */
export function mirrorLabel(label: readonly number[]): number[] {
	checkLength("mirrorLabel", label);
	// Adding 0 turns −0 into 0: it would show in files.
	return label.map((value, index) => value * (MIRROR.factors[index] ?? 1) + (MIRROR.offsets[index] ?? 0));
}

/**
 * The label of a part of an image: the camera stays, what its picture shows is less.
 * @param label  25 numbers, in float64
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
	const [fx = 0, skew = 0, cx = 0, k10 = 0, fy = 0, cy = 0, ...last] = label.slice(INTRINSICS_START);
	const firstRow = [fx * columns, skew * columns, cx * columns - crop.left / crop.width];
	const secondRow = [k10 * rows, fy * rows, cy * rows - crop.top / crop.height];
	return [...label.slice(0, INTRINSICS_START), ...firstRow, ...secondRow, ...last];
}

function checkLength(who: string, label: ArrayLike<number>): void {
	if (label.length !== LABEL_LENGTH) {
		throw new InputError(`${who}: a label of ${label.length} numbers, want ${LABEL_LENGTH}`);
	}
}
