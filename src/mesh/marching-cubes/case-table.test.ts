import { describe, expect, it } from "vitest";
import { buildCaseTable, cubeEdges, cubeFaces } from "./case-table.ts";

const TABLE = buildCaseTable();
const EDGES = cubeEdges();
const FACES = cubeFaces();

type Side = readonly [from: number, to: number];

function trianglesOf(inside: number): number[][] {
	const corners = [...TABLE.edges.subarray(TABLE.start[inside], TABLE.start[inside + 1])];
	return Array.from({ length: corners.length / 3 }, (_, at) => corners.slice(at * 3, at * 3 + 3));
}

function sidesOf(inside: number): Side[] {
	return trianglesOf(inside).flatMap(([a = 0, b = 0, c = 0]): Side[] => [
		[a, b],
		[b, c],
		[c, a],
	]);
}

const cornersOfEdge = (edge: number): number[] => [EDGES[edge]?.from ?? -1, EDGES[edge]?.to ?? -1];

/** The number of the face that a side lies in, −1 for none. */
function faceOf([from, to]: Side): number {
	const corners = [...cornersOfEdge(from), ...cornersOfEdge(to)];
	return FACES.findIndex((face) => corners.every((corner) => face.includes(corner)));
}

const isInside = (cube: number, corner: number): boolean => (cube & (1 << corner)) !== 0;

describe("the table of cases", () => {
	it("has the 820 triangles of the classic table, and none where all corners are alike", () => {
		expect(TABLE.start[256]).toBe(3 * 820);
		expect([trianglesOf(0), trianglesOf(255)]).toEqual([[], []]);
	});

	it("uses exactly the edges whose ends are on different sides", () => {
		for (let cube = 0; cube < 256; cube++) {
			const crossed = EDGES.flatMap(({ from, to }, edge) =>
				isInside(cube, from) !== isInside(cube, to) ? [edge] : [],
			);
			expect([...new Set(trianglesOf(cube).flat())].sort((a, b) => a - b)).toEqual(crossed);
		}
	});

	it("has sides in faces once each, and all others twice, in opposite directions", () => {
		for (let cube = 0; cube < 256; cube++) {
			const sides = sidesOf(cube);
			for (const side of sides) {
				const [from, to] = side;
				const same = sides.filter(([a, b]) => a === from && b === to).length;
				const opposite = sides.filter(([a, b]) => a === to && b === from).length;
				expect([same, opposite]).toEqual(faceOf(side) < 0 ? [1, 1] : [1, 0]);
			}
		}
	});

	it.each([0, 1, 2])(
		"draws on a face across axis %i what the neighbour behind it draws, the other way round",
		(axis) => {
			const bit = [2, 1, 4][axis] ?? 0;
			const lowCorners = [0, 1, 2, 3, 4, 5, 6, 7].filter((corner) => (corner & bit) === 0);
			/** What a cube draws on its lower or upper face, as segments between pairs of corners of the lower one. */
			const drawn = (cube: number, side: number, turned: boolean): string => {
				const face = FACES.findIndex((corners) => corners.every((corner) => (corner & bit) === side));
				return sidesOf(cube)
					.filter((segment) => faceOf(segment) === face)
					.map((segment) => (turned ? segment.toReversed() : segment))
					.map((segment) => segment.map((edge) => cornersOfEdge(edge).map((corner) => corner & ~bit)).join(" → "))
					.sort()
					.join();
			};
			/** All drawings for each pattern of the face's four corners: there is one, whatever the other four are. */
			const drawings = new Map<string, Set<string>>();
			for (let cube = 0; cube < 256; cube++) {
				for (const side of [0, bit]) {
					const pattern = lowCorners.map((corner) => isInside(cube, corner | side)).join();
					drawings.set(pattern, (drawings.get(pattern) ?? new Set()).add(drawn(cube, side, side === 0)));
				}
			}
			expect([...drawings.values()].map((different) => different.size)).toEqual(Array(16).fill(1));
		},
	);

	it("faces away from a corner that is inside alone, and towards one that is outside alone", () => {
		const at = (edge: number): number[] => {
			const [a = 0, b = 0] = cornersOfEdge(edge);
			return [2, 1, 4].map((bit) => ((a & bit ? 1 : 0) + (b & bit ? 1 : 0)) / 2);
		};
		const heading = (cube: number): number => {
			const [[a = [], b = [], c = []] = []] = trianglesOf(cube).map((corners) => corners.map(at));
			const u = [0, 1, 2].map((axis) => (b[axis] ?? 0) - (a[axis] ?? 0));
			const v = [0, 1, 2].map((axis) => (c[axis] ?? 0) - (a[axis] ?? 0));
			const normal = [0, 1, 2].map((i) => {
				const [j, k] = [(i + 1) % 3, (i + 2) % 3];
				return (u[j] ?? 0) * (v[k] ?? 0) - (u[k] ?? 0) * (v[j] ?? 0);
			});
			return normal.reduce((sum, value) => sum + value, 0); // corner 0 is the origin: positive leads away from it
		};
		expect(heading(0b00000001)).toBeGreaterThan(0);
		expect(heading(0b11111110)).toBeLessThan(0);
	});
});
