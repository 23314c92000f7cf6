/**
 * Normals from the triangles themselves: the mean over a vertex's triangles, weighted by their angle there, which does
 * not depend on how a flat part is cut into triangles (Thürmer & Wüthrich 1998).
 */

import { checkMesh, type Mesh, triangleCount } from "../mesh.ts";

/** Given to a vertex whose triangles have no direction: none, or such that cancel out. */
const UP = [0, 1, 0] as const;

/** @returns normals [V, 3], unit length, pointing outside */
export function normalsFromFaces(mesh: Mesh): Float32Array {
	checkMesh("normalsFromFaces", { positions: mesh.positions, indices: mesh.indices });
	const { positions, indices } = mesh;
	const sums = new Float64Array(positions.length);
	for (let triangle = 0; triangle < triangleCount(mesh); triangle++) {
		for (let corner = 0; corner < 3; corner++) {
			const a = indices[triangle * 3 + corner]! * 3;
			const b = indices[triangle * 3 + ((corner + 1) % 3)]! * 3;
			const c = indices[triangle * 3 + ((corner + 2) % 3)]! * 3;
			addCorner(sums, positions, a, b, c);
		}
	}
	return unitNormals(sums, (_, normal) => normal.set(UP));
}

/** Adds the triangle's direction times its angle at the vertex at `a`; all three are places in `positions`. */
function addCorner(sums: Float64Array, positions: Float32Array, a: number, b: number, c: number): void {
	const ux = positions[b]! - positions[a]!;
	const uy = positions[b + 1]! - positions[a + 1]!;
	const uz = positions[b + 2]! - positions[a + 2]!;
	const vx = positions[c]! - positions[a]!;
	const vy = positions[c + 1]! - positions[a + 1]!;
	const vz = positions[c + 2]! - positions[a + 2]!;
	const nx = uy * vz - uz * vy;
	const ny = uz * vx - ux * vz;
	const nz = ux * vy - uy * vx;
	const doubleArea = Math.sqrt(nx * nx + ny * ny + nz * nz);
	if (doubleArea === 0) return;
	const weight = Math.atan2(doubleArea, ux * vx + uy * vy + uz * vz) / doubleArea;
	sums[a]! += nx * weight;
	sums[a + 1]! += ny * weight;
	sums[a + 2]! += nz * weight;
}

/**
 * Vectors [V, 3] to unit length.
 * @param fallback  fills in `normal` [3] for a vertex whose vector is zero or not finite
 */
export function unitNormals(
	vectors: Float64Array,
	fallback: (vertex: number, normal: Float32Array) => void,
): Float32Array {
	const normals = new Float32Array(vectors.length);
	for (let at = 0; at < vectors.length; at += 3) {
		const length = Math.hypot(vectors[at]!, vectors[at + 1]!, vectors[at + 2]!);
		if (length > 0 && Number.isFinite(length)) {
			for (let axis = 0; axis < 3; axis++) normals[at + axis] = vectors[at + axis]! / length;
		} else fallback(at / 3, normals.subarray(at, at + 3));
	}
	return normals;
}
