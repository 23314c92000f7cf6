/**
 * The 256 cases of marching cubes, derived rather than typed in (Lorensen & Cline 1987; a case is which of a cube's
 * eight corners are inside).
 *
 * On each face, every run of inside corners is cut off by a segment of its own; so on a face whose inside corners are
 * diagonal, they are kept apart. This depends on the face alone, so the cubes on both of its sides agree, and the
 * surface has no holes whatever the field is. The segments of the six faces close to loops, one for each sheet; a loop
 * of n edges becomes n − 2 triangles.
 *
 * Triangles are chosen so that no inner side of a triangle lies in a face of the cube. Otherwise both neighbours could
 * put one there, and four triangles would share it. With this every side belongs to exactly two triangles and every
 * vertex has one ring of them: the surface is a manifold. It also keeps the corners of a triangle off a common line: a
 * line meets the border of a cube in more than two points only within a face.
 *
 * Corner c lies at x = c >> 1 & 1, y = c & 1, z = c >> 2. Edges: see `cubeEdges`.
 */

/** An edge of the cube, from the corner with the smaller coordinate to the one with the larger. */
export interface CubeEdge {
	readonly axis: 0 | 1 | 2;
	readonly from: number;
	readonly to: number;
}

export interface CaseTable {
	/** [257] where the corners of each case's triangles begin in `edges` */
	readonly start: Uint16Array;
	/** Edge numbers, three for each triangle, counter-clockwise seen from outside (from corners that are not inside) */
	readonly edges: Uint8Array;
}

/** What a corner's number says of its coordinate along x, y and z. */
const AXIS_BITS = [2, 1, 4] as const;

/** The twelve edges: along x, along y, along z; four each, by ascending corner. */
export function cubeEdges(): CubeEdge[] {
	return ([0, 1, 2] as const).flatMap((axis) =>
		Array.from({ length: 8 }, (_, corner) => corner)
			.filter((corner) => (corner & AXIS_BITS[axis]) === 0)
			.map((from) => ({ axis, from, to: from | AXIS_BITS[axis] })),
	);
}

/** The six faces, each with its corners counter-clockwise seen from outside the cube. */
export function cubeFaces(): number[][] {
	return ([0, 1, 2] as const).flatMap((axis) => {
		const normal = AXIS_BITS[axis];
		const u = AXIS_BITS[(axis + 1) % 3] ?? 0;
		const v = AXIS_BITS[(axis + 2) % 3] ?? 0;
		return [
			[normal, normal | u, normal | u | v, normal | v],
			[0, v, u | v, u],
		];
	});
}

/** All cases. Takes about a millisecond. */
export function buildCaseTable(): CaseTable {
	const faces = cubeFaces();
	const edges = cubeEdges();
	const edgeBetween = (a: number, b: number): number =>
		edges.findIndex(({ from, to }) => (from === a && to === b) || (from === b && to === a));
	const onOneFace = edges.map((a) =>
		edges.map((b) => faces.some((face) => [a.from, a.to, b.from, b.to].every((corner) => face.includes(corner)))),
	);
	const start = new Uint16Array(257);
	const all: number[] = [];
	for (let inside = 0; inside < 256; inside++) {
		for (const loop of loopsOfCase(inside, faces, edgeBetween)) all.push(...trianglesOfLoop(loop, onOneFace));
		start[inside + 1] = all.length;
	}
	return { start, edges: Uint8Array.from(all) };
}

/** The loops of edges that cut the inside corners off, each counter-clockwise seen from outside the surface. */
function loopsOfCase(
	inside: number,
	faces: readonly (readonly number[])[],
	edgeBetween: (a: number, b: number) => number,
): number[][] {
	const isInside = (corner: number): boolean => (inside & (1 << corner)) !== 0;
	/** From the edge where a segment begins to the edge where it ends: each crossed edge has one of each. */
	const next = new Map<number, number>();
	for (const face of faces) {
		const corner = (k: number): number => face[k % 4] ?? 0;
		for (let k = 0; k < 4; k++) {
			if (isInside(corner(k)) || !isInside(corner(k + 1))) continue;
			let last = k + 1;
			while (isInside(corner(last + 1))) last++;
			next.set(edgeBetween(corner(k), corner(k + 1)), edgeBetween(corner(last), corner(last + 1)));
		}
	}
	const loops: number[][] = [];
	for (const first of [...next.keys()].sort((a, b) => a - b)) {
		const loop: number[] = [];
		for (let edge: number | undefined = first; edge !== undefined; ) {
			const following = next.get(edge);
			next.delete(edge);
			if (following !== undefined) loop.push(edge);
			edge = following;
		}
		if (loop.length > 0) loops.push(loop);
	}
	return loops;
}

/** n − 2 triangles whose inner sides lie in no face. Every loop of the 256 cases has such a set; the test counts. */
function trianglesOfLoop(loop: readonly number[], onOneFace: readonly (readonly boolean[])[]): number[] {
	const [first, ...rest] = loop;
	const last = rest.pop();
	if (first === undefined || last === undefined || rest.length === 0) return [];
	for (const [at, apex] of rest.entries()) {
		if (at > 0 && onOneFace[first]?.[apex]) continue;
		if (at < rest.length - 1 && onOneFace[apex]?.[last]) continue;
		const before = trianglesOfLoop(loop.slice(0, at + 2), onOneFace);
		const after = trianglesOfLoop(loop.slice(at + 1), onOneFace);
		if (before.length + after.length === 3 * (loop.length - 3)) return [...before, first, apex, last, ...after];
	}
	return [];
}
