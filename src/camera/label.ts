/** Camera labels `c` [N, 25]: row-major cam2world [4, 4], then row-major intrinsics [3, 3] normalised by the image size. */

import { InputError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";
import { crossVec3, dotVec3, lengthVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import { intrinsicsParts } from "./intrinsics.ts";

/** A camera as two matrices. */
export interface Camera {
	/** [4, 4] camera to world, OpenCV axes, world units */
	readonly cam2world: HostTensor<"float32">;
	/** [3, 3] normalised by the image size */
	readonly intrinsics: HostTensor<"float32">;
}

/** Numbers in one label. */
export const LABEL_LENGTH = 25;
/** How far the axes of a rotation may be from orthonormal: published labels are rounded to about six digits. */
const ORTHONORMAL_TOLERANCE = 1e-3;
/** A principal point outside [−1, 2] images is no camera but a forgotten division. */
const CENTER_LIMITS = [-1, 2] as const;

/** Writes a camera as a label. @returns c [1, 25] */
export function cameraLabel({ cam2world, intrinsics }: Camera): HostTensor<"float32"> {
	matchShape("cam2world", cam2world.shape, [4, 4]);
	matchShape("intrinsics", intrinsics.shape, [3, 3]);
	return float32Tensor([1, LABEL_LENGTH], Float32Array.of(...cam2world.data, ...intrinsics.data));
}

/**
 * Reads row `index` of labels c [N, 25]. It is not validated: a conditioning label may be all zeros.
 * @returns cam2world [4, 4], intrinsics [3, 3]; copies
 */
export function splitLabel(labels: HostTensor<"float32">, index = 0): Camera {
	const { N } = matchShape("c", labels.shape, ["N", LABEL_LENGTH]);
	if (!Number.isInteger(index) || index < 0 || index >= N) {
		throw new InputError(`splitLabel: row ${index} of ${N} labels is not there`);
	}
	const start = index * LABEL_LENGTH;
	return {
		cam2world: float32Tensor([4, 4], labels.data.slice(start, start + 16)),
		intrinsics: float32Tensor([3, 3], labels.data.slice(start + 16, start + LABEL_LENGTH)),
	};
}

/** Throws `InputError` unless a picture can be taken with this camera; `name` is whose it is. */
export function checkCamera(name: string, camera: Camera): void {
	matchShape(`${name} cam2world`, camera.cam2world.shape, [4, 4]);
	if (![...camera.cam2world.data, ...camera.intrinsics.data].every(Number.isFinite)) {
		throw new InputError(`${name}: has a number that is not finite`);
	}
	checkRigid(name, camera.cam2world.data);
	checkIntrinsics(name, camera.intrinsics);
}

/** Throws `InputError` unless every row of labels c [N, 25] is a camera that a picture can be taken with. */
export function checkLabels(name: string, labels: HostTensor<"float32">): void {
	const { N } = matchShape(name, labels.shape, ["N", LABEL_LENGTH]);
	for (let row = 0; row < N; row++) checkCamera(`${name}[${row}]`, splitLabel(labels, row));
}

function checkRigid(name: string, m: Float32Array): void {
	const axis = (column: number): Vec3 => [m[column] ?? 0, m[4 + column] ?? 0, m[8 + column] ?? 0];
	const [right, down, forward] = [axis(0), axis(1), axis(2)];
	const worst = Math.max(
		...[right, down, forward].map((a) => Math.abs(lengthVec3(a) - 1)),
		Math.abs(dotVec3(right, down)),
		lengthVec3(subtractVec3(crossVec3(right, down), forward)),
	);
	if (worst > ORTHONORMAL_TOLERANCE) {
		throw new InputError(
			`${name}: the upper left 3 × 3 of cam2world is no rotation (off by ${worst.toPrecision(3)}), want orthonormal ` +
				"columns right, down, forward with determinant 1 – is it row-major, OpenCV axes, camera to world?",
		);
	}
	const lastRow = [m[12], m[13], m[14], m[15]];
	if (lastRow.some((value, column) => value !== (column === 3 ? 1 : 0))) {
		throw new InputError(`${name}: the last row of cam2world is [${lastRow.join(", ")}], want [0, 0, 0, 1]`);
	}
}

function checkIntrinsics(name: string, intrinsics: HostTensor<"float32">): void {
	const { focalX, focalY, centerX, centerY } = intrinsicsParts(intrinsics);
	const [lowest, highest] = CENTER_LIMITS;
	const centred = [centerX, centerY].every((center) => center >= lowest && center <= highest);
	if (!(focalX > 0 && focalY > 0 && centred)) {
		throw new InputError(
			`${name}: focal lengths ${focalX}, ${focalY} and centre ${centerX}, ${centerY} are not normalised intrinsics; ` +
				"divide the first row by the image's width and the second by its height (the centre is then about 0.5)",
		);
	}
	const [, , , lower = 0, , , a = 0, b = 0, c = 0] = intrinsics.data;
	if (lower !== 0 || a !== 0 || b !== 0 || c !== 1) {
		throw new InputError(
			`${name}: intrinsics below the diagonal are ${lower}, ${a}, ${b} and ${c}, want 0, 0, 0 and 1`,
		);
	}
}
