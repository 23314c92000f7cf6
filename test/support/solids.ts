/** Small meshes by hand, for tests of what is done with meshes. */

import type { Mesh } from "../../src/mesh/mesh.ts";

/** A tetrahedron with its right angle at the origin: volume 1/6, area (3 + √3) / 2. */
export function tetrahedron(): Mesh {
	return {
		positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1),
		indices: Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3),
	};
}

/** The cube [−0.5, 0.5]³ of twelve triangles. */
export function cube(): Mesh {
	const corners = Array.from({ length: 8 }, (_, c) => [(c >> 2) & 1, (c >> 1) & 1, c & 1].map((bit) => bit - 0.5));
	const faces = [
		[0, 1, 3, 2],
		[4, 6, 7, 5],
		[0, 4, 5, 1],
		[2, 3, 7, 6],
		[0, 2, 6, 4],
		[1, 5, 7, 3],
	];
	return {
		positions: Float32Array.from(corners.flat()),
		indices: Uint32Array.from(faces.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, a, c, d])),
	};
}

/** A flat sheet of n × n squares in the plane z = 0, facing +z. */
export function sheet(n: number): Mesh {
	const positions: number[] = [];
	for (let i = 0; i <= n; i++) for (let j = 0; j <= n; j++) positions.push(i / n, j / n, 0);
	const indices: number[] = [];
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < n; j++) {
			const a = i * (n + 1) + j;
			indices.push(a, a + n + 1, a + n + 2, a, a + n + 2, a + 1);
		}
	}
	return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

/** Two meshes as one, without joining vertices; the second is moved. */
export function together(a: Mesh, b: Mesh, move: readonly [number, number, number] = [0, 0, 0]): Mesh {
	const V = a.positions.length / 3;
	return {
		positions: Float32Array.of(...a.positions, ...b.positions.map((value, at) => value + (move[at % 3] ?? 0))),
		indices: Uint32Array.of(...a.indices, ...b.indices.map((vertex) => vertex + V)),
	};
}

/** A mesh with a normal and a colour for each vertex that tell vertices apart. */
export function decorated(mesh: Mesh): Mesh {
	const V = mesh.positions.length / 3;
	const vertices = Array.from({ length: V }, (_, vertex) => vertex);
	return {
		...mesh,
		normals: Float32Array.from(vertices.flatMap((v) => [Math.cos(v), Math.sin(v), 0])),
		colours: Float32Array.from(vertices.flatMap((v) => [v / V, 1 - v / V, 0.5])),
	};
}
