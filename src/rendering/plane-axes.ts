/**
 * Which two world axes each of the three planes spans (eg3d.md §4).
 *
 * The published code samples its third plane at (z, x), so that the second and the third plane see the same two axes
 * and no plane sees (z, y) (authors' issue 67). Every published checkpoint was trained that way, so "eg3d" is the
 * default for them; "orthogonal" is what the paper describes. "panohead" sees the same planes as "orthogonal", the third one
 * with its axes swapped (An et al. 2023).
 */

import { CheckpointError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";

/** Axis numbers: 0 = x, 1 = y, 2 = z. The first of a pair runs along the plane's width, the second along its height. */
export type PlaneAxisPair = readonly [u: 0 | 1 | 2, v: 0 | 1 | 2];

export type PlaneAxes = "eg3d" | "orthogonal" | "panohead";

export const PLANE_AXES: Readonly<Record<PlaneAxes, readonly [PlaneAxisPair, PlaneAxisPair, PlaneAxisPair]>> = {
	eg3d: [
		[0, 1],
		[0, 2],
		[2, 0],
	],
	orthogonal: [
		[0, 1],
		[0, 2],
		[2, 1],
	],
	panohead: [
		[0, 1],
		[0, 2],
		[1, 2],
	],
};

const NAMES = Object.keys(PLANE_AXES) as readonly PlaneAxes[];
const KNOWN = `want ${NAMES.map((name) => `"${name}"`).join(", ")}`;

/** The world axis that a plane does not see: a tri-grid's slices lie along it. */
export function sliceAxisOf([u, v]: PlaneAxisPair): 0 | 1 | 2 {
	return (3 - u - v) as 0 | 1 | 2;
}

/** Reads a `plane_axes` value of a checkpoint; absent means "eg3d". Throws `CheckpointError` on an unknown one. */
export function parsePlaneAxes(value: unknown): PlaneAxes {
	const found = NAMES.find((name) => name === (value ?? "eg3d"));
	if (found) return found;
	throw new CheckpointError(
		`checkpoint: plane_axes ${shown(value)} is unknown, ${KNOWN} – was this network made by a newer version?`,
	);
}

/** JSON has no bigints, and what is wrong may be anything. */
function shown(value: unknown): string {
	return typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : `of type ${typeof value}`;
}

/**
 * Reads the `renderer.plane_axes` that published checkpoints carry: three bases whose first row is the axis along a
 * plane's width and whose second is the one along its height. So a network of a fork that mended the third plane is
 * told apart by what it says of itself. Throws `CheckpointError` where the planes are none that we know.
 * @param matrices  [3, 3, 3]
 */
export function planeAxesOfMatrices(matrices: HostTensor): PlaneAxes {
	const { shape, data } = matrices;
	if (shape.join() === "3,3,3") {
		const axisOf = (row: number): number => [0, 1, 2].findIndex((axis) => Number(data[3 * row + axis]) === 1);
		const pairs = [0, 1, 2].map((plane) => [axisOf(3 * plane), axisOf(3 * plane + 1)]);
		const found = NAMES.find((name) => PLANE_AXES[name].join() === pairs.join());
		if (found) return found;
	}
	throw new CheckpointError(
		`checkpoint: renderer.plane_axes [${shape.join(", ")}] holds ${Array.from(data, Number).slice(0, 27).join(" ")}, ${KNOWN}`,
	);
}
