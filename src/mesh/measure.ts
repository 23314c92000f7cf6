/**
 * What a mesh is like: whether it is closed, its topology, area and volume.
 *
 * Sums are in float64 about the mean of the vertices, so that a mesh far from the origin loses nothing.
 */

import { InputError } from "../tensor/errors.ts";
import { checkMesh, type Mesh, triangleCount, vertexCount } from "./mesh.ts";
import type { Box } from "./volume-grid.ts";

export interface MeshMeasures {
	readonly vertices: number;
	readonly triangles: number;
	/** Sides of triangles, each counted once */
	readonly edges: number;
	/** Edges that belong to one triangle only: where the surface is open */
	readonly borderEdges: number;
	/** Edges that belong to more than two triangles, or to two that are wound differently */
	readonly faultyEdges: number;
	/** Every edge belongs to exactly two triangles that agree on what is outside */
	readonly watertight: boolean;
	/** V − E + T, of vertices that are used: 2 − 2 · genus for each closed surface */
	readonly eulerCharacteristic: number;
	/** World units squared */
	readonly area: number;
	/** Enclosed, world units cubed; negative where triangles face inwards; meaningless unless watertight */
	readonly volume: number;
	/** `null` for a mesh without vertices */
	readonly bounds: Box | null;
}

/** Two numbers below this and one bit fit into the 53 bits of a whole float64. */
const MAX_VERTICES = 2 ** 26;

/** Measures `mesh`. Throws `ShapeError` or `InputError` for one that is none. */
export function measureMesh(mesh: Mesh): MeshMeasures {
	checkMesh("measureMesh", mesh);
	if (vertexCount(mesh) > MAX_VERTICES) {
		throw new InputError(`measureMesh: ${vertexCount(mesh)} vertices, want at most ${MAX_VERTICES}: simplify the mesh`);
	}
	const { edges, borderEdges, faultyEdges } = countEdges(mesh.indices);
	const triangles = triangleCount(mesh);
	return {
		vertices: vertexCount(mesh),
		triangles,
		edges,
		borderEdges,
		faultyEdges,
		watertight: borderEdges === 0 && faultyEdges === 0,
		eulerCharacteristic: countUsed(mesh) - edges + triangles,
		...areaAndVolume(mesh),
		bounds: boundsOf(mesh.positions),
	};
}

/** The smallest box around positions [V, 3]; `null` without any. */
export function boundsOf(positions: Float32Array): Box | null {
	if (positions.length < 3) return null;
	const min: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
	const max: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let i = 0; i < positions.length; i++) {
		const axis = (i % 3) as 0 | 1 | 2;
		min[axis] = Math.min(min[axis], positions[i]!);
		max[axis] = Math.max(max[axis], positions[i]!);
	}
	return { min, max };
}

/** Sides are sorted by their two vertices; those of one edge then lie together, with their direction in the last bit. */
function countEdges(indices: Uint32Array): { edges: number; borderEdges: number; faultyEdges: number } {
	const sides = new Float64Array(indices.length);
	for (let i = 0; i < indices.length; i++) {
		const from = indices[i]!;
		const to = indices[i % 3 === 2 ? i - 2 : i + 1]!;
		sides[i] = (Math.min(from, to) * MAX_VERTICES + Math.max(from, to)) * 2 + (from < to ? 1 : 0);
	}
	sides.sort();
	let edges = 0;
	let borderEdges = 0;
	let faultyEdges = 0;
	for (let i = 0; i < sides.length; ) {
		const edge = Math.floor(sides[i]! / 2);
		let count = 0;
		let forward = 0;
		for (; i < sides.length && Math.floor(sides[i]! / 2) === edge; i++) {
			count++;
			forward += sides[i]! % 2;
		}
		edges++;
		if (count === 1) borderEdges++;
		else if (count !== 2 || forward !== 1) faultyEdges++;
	}
	return { edges, borderEdges, faultyEdges };
}

function countUsed(mesh: Mesh): number {
	const used = new Uint8Array(vertexCount(mesh));
	let count = 0;
	for (const vertex of mesh.indices) {
		count += 1 - used[vertex]!;
		used[vertex] = 1;
	}
	return count;
}

function areaAndVolume({ positions, indices }: Mesh): { area: number; volume: number } {
	const centre = meanPosition(positions);
	let doubleArea = 0;
	let sixVolumes = 0;
	const corner = new Float64Array(9);
	for (let at = 0; at < indices.length; at += 3) {
		for (let i = 0; i < 9; i++) {
			const axis = i % 3;
			corner[i] = positions[indices[at + (i - axis) / 3]! * 3 + axis]! - centre[axis]!;
		}
		const [ax, ay, az] = [corner[0]!, corner[1]!, corner[2]!];
		const [ux, uy, uz] = [corner[3]! - ax, corner[4]! - ay, corner[5]! - az];
		const [vx, vy, vz] = [corner[6]! - ax, corner[7]! - ay, corner[8]! - az];
		const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
		doubleArea += Math.sqrt(nx * nx + ny * ny + nz * nz);
		sixVolumes += ax * nx + ay * ny + az * nz;
	}
	return { area: doubleArea / 2, volume: sixVolumes / 6 };
}

function meanPosition(positions: Float32Array): Float64Array {
	const mean = new Float64Array(3);
	for (let i = 0; i < positions.length; i++) mean[i % 3]! += positions[i]!;
	return mean.map((sum) => sum / Math.max(1, positions.length / 3));
}
