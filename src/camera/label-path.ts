/**
 * Paths through cameras given as labels, which may stand and look anywhere: trajectories of videos, cameras of datasets.
 *
 * At each camera the label itself, bit for bit, so that a trajectory gives its video again. Between cameras, evenly in
 * time: positions and intrinsics along a spline (Catmull and Rom 1974), focal lengths by their logarithms so that they
 * stay positive, rotations along the same spline of unit quaternions, normalised (the shorter way round).
 */

import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { catmullRom, knotsAround, placeOnPath } from "./keyframes.ts";
import { INTRINSICS_START, LABEL_LENGTH } from "./label.ts";

type Quaternion = readonly [w: number, x: number, y: number, z: number];

/** Where positions, focal lengths, and what is left of the intrinsics stand in a label. */
const POSITION = [3, 7, 11];
const FOCAL = [INTRINSICS_START, INTRINSICS_START + 4];
const OTHERS = [INTRINSICS_START + 1, INTRINSICS_START + 2, INTRINSICS_START + 5];

/**
 * The label at `share` of the path.
 * @param labels  each [1, 25], cameras that have been checked; at least one
 * @returns label [1, 25]
 */
export function labelOnPath(labels: readonly Float32Tensor[], loop: boolean, share: number): Float32Tensor {
	const [only] = labels;
	if (only && labels.length === 1) return float32Tensor([1, LABEL_LENGTH], only.data.slice());
	const place = placeOnPath(labels.length, loop, share);
	const near = knotsAround(place.left, labels.length, loop).map((index) => labels[index]?.data ?? new Float32Array());
	const [, first, second] = near;
	if (!first || !second) throw new InputError("camera path: no cameras, want at least one");
	if (place.within === 0) return float32Tensor([1, LABEL_LENGTH], first.slice());
	if (place.within === 1) return float32Tensor([1, LABEL_LENGTH], second.slice());
	const label = first.slice();
	const along = (pick: (data: Float32Array) => number): number => catmullRom(near.map(pick), place.within);
	for (const index of [...POSITION, ...OTHERS]) label[index] = along((data) => data[index] ?? 0);
	for (const index of FOCAL) label[index] = Math.exp(along((data) => Math.log(data[index] ?? 1)));
	const rotation = rotationOf(rotationAlong(near.map(quaternionOf), place.within));
	for (const [index, value] of rotation.entries()) label[Math.floor(index / 3) * 4 + (index % 3)] = value;
	return float32Tensor([1, LABEL_LENGTH], label);
}

function rotationAlong(quaternions: readonly Quaternion[], within: number): Quaternion {
	const aligned: Quaternion[] = [];
	// q and −q are one rotation: each takes the sign that is nearer to the one before
	for (const q of quaternions) {
		const before = aligned.at(-1) ?? q;
		const sign = q.reduce((sum, value, index) => sum + value * (before[index] ?? 0), 0) < 0 ? -1 : 1;
		aligned.push([sign * q[0], sign * q[1], sign * q[2], sign * q[3]]);
	}
	const component = (index: 0 | 1 | 2 | 3): number =>
		catmullRom(
			aligned.map((q) => q[index]),
			within,
		);
	const [w, x, y, z] = [component(0), component(1), component(2), component(3)];
	const length = Math.hypot(w, x, y, z);
	return [w / length, x / length, y / length, z / length];
}

/** Of the rotation in a label's cam2world, by its largest component (Shepperd 1978). */
function quaternionOf(data: Float32Array): Quaternion {
	const [m00 = 1, m01 = 0, m02 = 0, , m10 = 0, m11 = 1, m12 = 0, , m20 = 0, m21 = 0, m22 = 1] = data;
	const squares = [1 + m00 + m11 + m22, 1 + m00 - m11 - m22, 1 - m00 + m11 - m22, 1 - m00 - m11 + m22];
	const largest = squares.indexOf(Math.max(...squares));
	const s = 2 * Math.sqrt(squares[largest] ?? 1);
	if (largest === 0) return [s / 4, (m21 - m12) / s, (m02 - m20) / s, (m10 - m01) / s];
	if (largest === 1) return [(m21 - m12) / s, s / 4, (m01 + m10) / s, (m02 + m20) / s];
	if (largest === 2) return [(m02 - m20) / s, (m01 + m10) / s, s / 4, (m12 + m21) / s];
	return [(m10 - m01) / s, (m02 + m20) / s, (m12 + m21) / s, s / 4];
}

/** @returns [9], row by row */
function rotationOf([w, x, y, z]: Quaternion): number[] {
	return [
		[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
		[2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
		[2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
	].flat();
}
