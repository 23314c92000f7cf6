/** Connected parts of a mesh, by union-find over triangles' vertices. Hair and fog leave many small ones. */

import { InputError } from "../tensor/errors.ts";
import { checkMesh, type Mesh, triangleCount, vertexCount } from "./mesh.ts";

export interface Components {
	/** [T] number of each triangle's component, numbered in order of appearance */
	readonly ofTriangle: Uint32Array;
	/** Triangles in each component */
	readonly sizes: readonly number[];
}

/** Finds which triangles hang together by shared vertices. */
export function connectedComponents(mesh: Mesh): Components {
	checkMesh("connectedComponents", mesh);
	const { indices } = mesh;
	const parent = Uint32Array.from({ length: vertexCount(mesh) }, (_, vertex) => vertex);
	for (let at = 0; at < indices.length; at += 3) {
		join(parent, indices[at]!, indices[at + 1]!);
		join(parent, indices[at]!, indices[at + 2]!);
	}
	const ofTriangle = new Uint32Array(triangleCount(mesh));
	const sizes: number[] = [];
	const numbers = new Map<number, number>();
	for (let triangle = 0; triangle < ofTriangle.length; triangle++) {
		const root = rootOf(parent, indices[triangle * 3]!);
		let number = numbers.get(root);
		if (number === undefined) {
			number = sizes.length;
			numbers.set(root, number);
			sizes.push(0);
		}
		ofTriangle[triangle] = number;
		sizes[number]!++;
	}
	return { ofTriangle, sizes };
}

/** The component with the most triangles, the first of equals; an empty mesh stays empty. */
export function largestComponent(mesh: Mesh): Mesh {
	const { ofTriangle, sizes } = connectedComponents(mesh);
	const largest = sizes.reduce((best, size, component) => (size > (sizes[best] ?? 0) ? component : best), 0);
	return keepTriangles(mesh, (triangle) => ofTriangle[triangle] === largest);
}

/** The components of at least `triangles` triangles. */
export function componentsFrom(mesh: Mesh, triangles: number): Mesh {
	if (!(triangles >= 1)) throw new InputError(`componentsFrom: ${triangles} triangles, want at least 1`);
	const { ofTriangle, sizes } = connectedComponents(mesh);
	return keepTriangles(mesh, (triangle) => (sizes[ofTriangle[triangle]!] ?? 0) >= triangles);
}

/** A mesh of the triangles that `keep` names, and of the vertices they use, in the same order. */
export function keepTriangles(mesh: Mesh, keep: (triangle: number) => boolean): Mesh {
	const kept = new Uint32Array(mesh.indices.length);
	let length = 0;
	for (let triangle = 0; triangle < triangleCount(mesh); triangle++) {
		if (!keep(triangle)) continue;
		for (let corner = 0; corner < 3; corner++) kept[length++] = mesh.indices[triangle * 3 + corner]!;
	}
	return dropUnusedVertices({ ...mesh, indices: kept.slice(0, length) });
}

/** The same triangles, without vertices that none of them uses; the others keep their order. */
export function dropUnusedVertices(mesh: Mesh): Mesh {
	const used = new Uint8Array(vertexCount(mesh));
	for (const vertex of mesh.indices) used[vertex] = 1;
	const place = new Uint32Array(used.length);
	let count = 0;
	for (let vertex = 0; vertex < used.length; vertex++) {
		place[vertex] = count;
		count += used[vertex]!;
	}
	const select = (values: Float32Array): Float32Array => {
		const selected = new Float32Array(count * 3);
		for (let vertex = 0; vertex < used.length; vertex++) {
			if (used[vertex] === 0) continue;
			for (let axis = 0; axis < 3; axis++) selected[place[vertex]! * 3 + axis] = values[vertex * 3 + axis]!;
		}
		return selected;
	};
	return {
		positions: select(mesh.positions),
		indices: mesh.indices.map((vertex) => place[vertex]!),
		...(mesh.normals && { normals: select(mesh.normals) }),
		...(mesh.colours && { colours: select(mesh.colours) }),
	};
}

/** The larger root goes under the smaller: the outcome does not depend on anything but the mesh. */
function join(parent: Uint32Array, a: number, b: number): void {
	const rootA = rootOf(parent, a);
	const rootB = rootOf(parent, b);
	if (rootA < rootB) parent[rootB] = rootA;
	else parent[rootA] = rootB;
}

function rootOf(parent: Uint32Array, vertex: number): number {
	let at = vertex;
	while (parent[at] !== at) {
		parent[at] = parent[parent[at]!]!; // halves the path, which keeps trees flat
		at = parent[at]!;
	}
	return at;
}
