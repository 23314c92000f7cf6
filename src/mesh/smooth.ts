/**
 * Smoothing without shrinking: steps of Laplacian smoothing inwards and outwards in turns (Taubin 1995, "A signal
 * processing approach to fair surface design"). Takes the steps of the voxels out of a surface; it also takes fine
 * detail, so measure before, not after.
 */

import { InputError } from "../tensor/errors.ts";
import { checkMesh, type Mesh } from "./mesh.ts";

export interface SmoothOptions {
	/** Pairs of steps, one inwards and one outwards */
	readonly iterations?: number;
	/** Share of the way to the neighbours' mean in the inward step, 0 to 1 */
	readonly lambda?: number;
	/** The same in the outward step, negative and a little larger; 0 leaves it out, and the mesh shrinks (Laplacian) */
	readonly mu?: number;
}

export const SMOOTH_DEFAULTS: Required<SmoothOptions> = Object.freeze({ iterations: 10, lambda: 0.5, mu: -0.53 });

/**
 * Moves every vertex by its neighbours; those on an open border stay. Normals are dropped, since they no longer fit.
 * @returns the same triangles over new positions [V, 3]
 */
export function smoothMesh(mesh: Mesh, options: SmoothOptions = {}): Mesh {
	checkMesh("smoothMesh", mesh);
	const { iterations, lambda, mu } = { ...SMOOTH_DEFAULTS, ...options };
	if (!Number.isInteger(iterations) || iterations < 0 || !(lambda >= 0 && lambda <= 1) || !(mu <= 0 && mu >= -1)) {
		throw new InputError(
			`smoothMesh: ${iterations} iterations, lambda ${lambda}, mu ${mu}; want a whole number, 0 to 1, and −1 to 0`,
		);
	}
	const neighbours = neighbourLists(mesh);
	const positions = Float64Array.from(mesh.positions);
	const means = new Float64Array(positions.length);
	for (let iteration = 0; iteration < iterations; iteration++) {
		moveToNeighbours(positions, means, neighbours, lambda);
		moveToNeighbours(positions, means, neighbours, mu);
	}
	return {
		positions: Float32Array.from(positions),
		indices: mesh.indices,
		...(mesh.colours && { colours: mesh.colours }),
	};
}

/** The vertices that share an edge with each vertex; none for vertices on an open border. */
interface Neighbours {
	/** [V + 1] where each vertex's list begins */
	readonly start: Uint32Array;
	readonly list: Uint32Array;
}

/** A vertex is followed by each neighbour once, if the surface around it is closed: once for each of its triangles. */
function neighbourLists({ positions, indices }: Mesh): Neighbours {
	const V = positions.length / 3;
	const start = new Uint32Array(V + 1);
	for (const vertex of indices) start[vertex + 1]!++;
	for (let vertex = 0; vertex < V; vertex++) start[vertex + 1]! += start[vertex]!;
	const list = new Uint32Array(indices.length);
	const before = new Uint32Array(indices.length);
	const filled = start.slice(0, V);
	for (let i = 0; i < indices.length; i++) {
		const place = filled[indices[i]!]!++;
		list[place] = indices[i % 3 === 2 ? i - 2 : i + 1]!;
		before[place] = indices[i % 3 === 0 ? i + 2 : i - 1]!;
	}
	for (let vertex = 0; vertex < V; vertex++) {
		const own = list.subarray(start[vertex], start[vertex + 1]).sort();
		const other = before.subarray(start[vertex], start[vertex + 1]).sort();
		if (own.some((neighbour, at) => neighbour !== other[at])) own.fill(vertex);
	}
	return { start, list };
}

function moveToNeighbours(
	positions: Float64Array,
	means: Float64Array,
	{ start, list }: Neighbours,
	share: number,
): void {
	if (share === 0) return;
	means.fill(0);
	for (let vertex = 0; vertex + 1 < start.length; vertex++) {
		const first = start[vertex]!;
		const end = start[vertex + 1]!;
		for (let at = first; at < end; at++) {
			for (let axis = 0; axis < 3; axis++)
				means[vertex * 3 + axis]! += positions[list[at]! * 3 + axis]! / (end - first);
		}
	}
	for (let i = 0; i < positions.length; i++) {
		const vertex = (i - (i % 3)) / 3;
		if (start[vertex] !== start[vertex + 1]) positions[i]! += share * (means[i]! - positions[i]!);
	}
}
