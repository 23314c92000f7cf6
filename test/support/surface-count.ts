/**
 * How many vertices and triangles marching cubes must find, counted without its table and without making a surface: a
 * vertex for each edge of the grid that crosses the level; in each cube, crossed edges are joined across faces, inside
 * corners of ambiguous faces kept apart, and each ring of n edges is worth n − 2 triangles.
 */

import type { Volume } from "../../src/mesh/volume-grid.ts";

type Point = readonly [number, number, number];

const STEPS: readonly Point[] = [
	[1, 0, 0],
	[0, 1, 0],
	[0, 0, 1],
];

export function countByBruteForce({ grid, values }: Volume, level: number): { vertices: number; triangles: number } {
	const [X, Y, Z] = grid.size;
	const inside = ([i, j, k]: Point): boolean => (values.data[(i * Y + j) * Z + k] ?? 0) >= level;
	let vertices = 0;
	let triangles = 0;
	for (let i = 0; i < X; i++) {
		for (let j = 0; j < Y; j++) {
			for (let k = 0; k < Z; k++) {
				const here: Point = [i, j, k];
				vertices += STEPS.map((step) => add(here, step)).filter(
					(there) => there[0] < X && there[1] < Y && there[2] < Z && inside(there) !== inside(here),
				).length;
				if (i + 1 < X && j + 1 < Y && k + 1 < Z) triangles += trianglesOfCube(here, inside);
			}
		}
	}
	return { vertices, triangles };
}

function trianglesOfCube(corner: Point, inside: (point: Point) => boolean): number {
	/** Names of crossed edges, each with the one that leads its ring. */
	const leader = new Map<string, string>();
	const find = (edge: string): string => {
		const next = leader.get(edge) ?? edge;
		return next === edge ? edge : find(next);
	};
	const join = (a: string, b: string): void => {
		for (const edge of [a, b]) if (!leader.has(edge)) leader.set(edge, edge);
		leader.set(find(a), find(b));
	};
	for (let normal = 0; normal < 3; normal++) {
		for (const side of [0, 1]) joinOnFace(faceCorners(corner, normal, side), inside, join);
	}
	const rings = [...leader.keys()].filter((edge) => find(edge) === edge).length;
	return leader.size - 2 * rings;
}

/** The four corners of a cube's face, in a ring. */
function faceCorners(corner: Point, normal: number, side: number): Point[] {
	const base = add(corner, scale(STEPS[normal] ?? corner, side));
	const u = STEPS[(normal + 1) % 3] ?? corner;
	const v = STEPS[(normal + 2) % 3] ?? corner;
	return [base, add(base, u), add(add(base, u), v), add(base, v)];
}

function joinOnFace(
	face: readonly Point[],
	inside: (point: Point) => boolean,
	join: (a: string, b: string) => void,
): void {
	const at = (k: number): Point => face[(k + 4) % 4] ?? [0, 0, 0];
	const edge = (k: number): string => [at(k).join(), at(k + 1).join()].sort().join("–");
	const crossed = [0, 1, 2, 3].filter((k) => inside(at(k)) !== inside(at(k + 1)));
	if (crossed.length === 2) join(edge(crossed[0] ?? 0), edge(crossed[1] ?? 0));
	if (crossed.length !== 4) return;
	for (const k of crossed) if (inside(at(k))) join(edge(k - 1), edge(k));
}

function add(a: Point, b: Point): Point {
	return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function scale(a: Point, by: number): Point {
	return [a[0] * by, a[1] * by, a[2] * by];
}
