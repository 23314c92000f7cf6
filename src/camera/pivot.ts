/** The point that all cameras look at: the one nearest to their optical axes, by least squares. */

import { addVec3, crossVec3, dotVec3, normalizeVec3, scaleVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import type { CameraFrame } from "./cam2world.ts";

/** Where a camera stands, and where it looks. */
export type OpticalAxis = Pick<CameraFrame, "position" | "forward">;

/** Axes within about a twentieth of a degree of one another say nothing about how far away they meet. */
const LEAST_SPREAD = 1e-6;
const ZERO: Vec3 = [0, 0, 0];

/**
 * Minimises Σ |(I − d dᵀ)(p − o)|² over p, with d the unit direction and o the position of each axis.
 * @returns `null` when the axes are nearly parallel, or there are none
 */
export function estimatePivot(axes: readonly OpticalAxis[]): Vec3 | null {
	let [rowX, rowY, rowZ, right]: [Vec3, Vec3, Vec3, Vec3] = [ZERO, ZERO, ZERO, ZERO];
	for (const { position, forward } of axes) {
		const [x, y, z] = normalizeVec3(forward);
		rowX = addVec3(rowX, [1 - x * x, -x * y, -x * z]);
		rowY = addVec3(rowY, [-y * x, 1 - y * y, -y * z]);
		rowZ = addVec3(rowZ, [-z * x, -z * y, 1 - z * z]);
		right = addVec3(right, subtractVec3(position, scaleVec3([x, y, z], dotVec3([x, y, z], position))));
	}
	const perAxis = (row: Vec3): Vec3 => scaleVec3(row, 1 / axes.length);
	return solve(perAxis(rowX), perAxis(rowY), perAxis(rowZ), perAxis(right));
}

/** Cramer's rule for a symmetric matrix, whose rows are its columns. */
function solve(a: Vec3, b: Vec3, c: Vec3, right: Vec3): Vec3 | null {
	const determinant = dotVec3(a, crossVec3(b, c));
	if (!(determinant > LEAST_SPREAD)) return null;
	return scaleVec3(
		[dotVec3(right, crossVec3(b, c)), dotVec3(a, crossVec3(right, c)), dotVec3(a, crossVec3(b, right))],
		1 / determinant,
	);
}
