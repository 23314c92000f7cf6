import { describe, expect, it } from "vitest";
import { type Field, gyroid, noiseVolume, sampleField, sphere, torus, unitGrid } from "../../../test/support/fields.ts";
import { countByBruteForce } from "../../../test/support/surface-count.ts";
import { InputError, ShapeError } from "../../tensor/errors.ts";
import { measureMesh } from "../measure.ts";
import type { Mesh } from "../mesh.ts";
import type { Volume, VolumeGrid } from "../volume-grid.ts";
import { slabsOf } from "./iso-surface.ts";
import { MarchingCubes, type MarchingCubesOptions } from "./marching-cubes.ts";

function surface(volume: Volume, options: Partial<MarchingCubesOptions> = {}): Mesh {
	const cubes = new MarchingCubes(volume.grid, { level: 0, ...options });
	for (const slab of slabsOf(volume)) cubes.push(slab);
	return cubes.finish();
}

/** The three corners of each triangle. */
function cornersOf({ positions, indices }: Mesh): number[][][] {
	return Array.from({ length: indices.length / 3 }, (_, triangle) =>
		[0, 1, 2].map((corner) => {
			const vertex = indices[triangle * 3 + corner] ?? 0;
			return [...positions.subarray(vertex * 3, vertex * 3 + 3)];
		}),
	);
}

function normalOf([a = [], b = [], c = []]: number[][]): [number, number, number] {
	const side = (to: number[], axis: number): number => (to[axis] ?? 0) - (a[axis] ?? 0);
	return [
		side(b, 1) * side(c, 2) - side(b, 2) * side(c, 1),
		side(b, 2) * side(c, 0) - side(b, 0) * side(c, 2),
		side(b, 0) * side(c, 1) - side(b, 1) * side(c, 0),
	];
}

const smallestArea = (mesh: Mesh): number =>
	Math.min(...cornersOf(mesh).map((corners) => Math.hypot(...normalOf(corners)) / 2));

const values = (size: VolumeGrid["size"], at: (i: number, j: number, k: number) => number): Volume =>
	sampleField({ size, origin: [0, 0, 0], spacing: [1, 1, 1] }, at);

describe("marching cubes on closed surfaces", () => {
	it.each<[string, Field, number]>([
		["a sphere", sphere(0.4), 2],
		["a torus", torus(0.28, 0.13), 0],
		["two spheres", (x, y, z) => Math.max(sphere(0.2)(x - 0.25, y, z), sphere(0.2)(x + 0.25, y, z)), 4],
		["a shell, with its inner side", (x, y, z) => 0.1 - Math.abs(sphere(0.3)(x, y, z)), 4],
	])("gives %s as one watertight surface of its Euler characteristic", (_, field, eulerCharacteristic) => {
		expect(measureMesh(surface(sampleField(unitGrid(40), field)))).toMatchObject({
			watertight: true,
			eulerCharacteristic,
		});
	});

	it.each([16, 32, 64])("keeps a sphere's area and volume within 1.5 (h / r)² in %i³ voxels", (n) => {
		// Corners of triangles lie on the sphere but for the field's curvature along an edge; their circumradius is at
		// most about a voxel h, so they cut off at most h² / 2r in depth: 1.5 (h / r)² of the volume.
		const r = 0.4;
		const bound = 1.5 * (1 / n / r) ** 2;
		const { area, volume } = measureMesh(surface(sampleField(unitGrid(n), sphere(r))));
		expect(Math.abs(area / (4 * Math.PI * r ** 2) - 1)).toBeLessThan(bound);
		expect(Math.abs(volume / ((4 / 3) * Math.PI * r ** 3) - 1)).toBeLessThan(bound);
	});

	it("keeps a torus's area and volume within 1.5 (h / r)² of its tube", () => {
		const [ring, tube, n] = [0.28, 0.13, 64];
		const { area, volume } = measureMesh(surface(sampleField(unitGrid(n), torus(ring, tube))));
		const bound = 1.5 * (1 / n / tube) ** 2;
		expect(Math.abs(area / (4 * Math.PI ** 2 * ring * tube) - 1)).toBeLessThan(bound);
		expect(Math.abs(volume / (2 * Math.PI ** 2 * ring * tube ** 2) - 1)).toBeLessThan(bound);
	});

	it("turns every triangle's front to where the field is lower", () => {
		for (const corners of cornersOf(surface(sampleField(unitGrid(24), sphere(0.4))))) {
			const middle = [0, 1, 2].map((axis) => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0) / 3, 0));
			const outwards = normalOf(corners).reduce((sum, value, axis) => sum + value * (middle[axis] ?? 0), 0);
			expect(outwards).toBeGreaterThan(0);
		}
		const hollow = measureMesh(surface(sampleField(unitGrid(24), (x, y, z) => -sphere(0.3)(x, y, z))));
		expect(hollow.volume).toBeCloseTo(1 - (4 / 3) * Math.PI * 0.3 ** 3, 2);
	});

	it.each([1, 2, 3, 4, 5])("makes a manifold of noise, where every case occurs (seed %i)", (seed) => {
		const mesh = surface(noiseVolume({ ...unitGrid(20), size: [13, 20, 17] }, seed));
		expect(measureMesh(mesh)).toMatchObject({ watertight: true, faultyEdges: 0 });
		expect(verticesWithSeveralFans(mesh)).toBe(0);
	});

	it("makes a manifold of a checkerboard, where every face is ambiguous", () => {
		const mesh = surface(values([6, 7, 8], (i, j, k) => ((i + j + k) % 2 === 0 ? 1 : -1)));
		expect(measureMesh(mesh).watertight).toBe(true);
	});
});

describe("marching cubes against other implementations", () => {
	const grid = unitGrid(32);
	// Counts of @kitware/vtk.js 37.4.3 (vtkImageMarchingCubes, mergePoints) for the same float32 samples.
	it.each<[string, () => Volume, number, number, number]>([
		["a sphere", () => sampleField(grid, sphere(0.4)), 0, 3144, 6284],
		["a torus", () => sampleField(grid, torus(0.28, 0.13)), 0, 2080, 4160],
		["a gyroid", () => sampleField(grid, gyroid(20)), 0.1, 14730, 28192],
		["noise", () => noiseVolume({ ...grid, size: [17, 23, 29] }, 5), 0.2, 15667, 28562],
	])("finds as many vertices and triangles in %s as vtk.js and as counting without a table", (_, make, level, V, T) => {
		const volume = make();
		const { vertices, triangles, faultyEdges } = measureMesh(surface(volume, { level, border: "open" }));
		expect({ vertices, triangles, faultyEdges }).toEqual({ vertices: V, triangles: T, faultyEdges: 0 });
		expect(countByBruteForce(volume, level)).toEqual({ vertices: V, triangles: T });
	});
});

describe("marching cubes' places", () => {
	it("puts vertices exactly where a linear field crosses the level", () => {
		const grid: VolumeGrid = { size: [9, 4, 5], origin: [-3, 10, 0.5], spacing: [0.5, 2, 0.25] };
		const volume = sampleField(grid, (x) => 4 * x);
		const { positions } = surface(volume, { level: 0.8, border: "open" });
		const xs = positions.filter((_, at) => at % 3 === 0);
		expect(xs.length).toBe(20);
		for (const x of xs) expect(x).toBeCloseTo(0.2, 6);
		expect(measureMesh({ positions, indices: Uint32Array.of(0, 1, 2) }).bounds).toMatchObject({
			min: [expect.any(Number), 10, 0.5],
			max: [expect.any(Number), 16, 1.5],
		});
	});

	it("moves and stretches with origin and spacing", () => {
		const plain = sampleField({ size: [20, 22, 24], origin: [0, 0, 0], spacing: [1, 1, 1] }, (i, j, k) =>
			sphere(8)(i - 9.5, j - 10.5, k - 11.5),
		);
		const grid: VolumeGrid = { size: [20, 22, 24], origin: [-7, 3, 100], spacing: [0.5, 2, 4] };
		const before = surface(plain);
		const after = surface({ grid, values: plain.values });
		expect(after.indices).toEqual(before.indices);
		// Two roundings to float32 near 128, 2⁻¹⁷ each, and one of a smaller number: less than 2⁻¹⁵.
		const wanted = before.positions.map(
			(value, at) => value * (grid.spacing[at % 3] ?? 0) + (grid.origin[at % 3] ?? 0),
		);
		expect(wanted.filter((value, at) => Math.abs(value - (after.positions[at] ?? 0)) > 2 ** -15)).toEqual(
			new Float32Array(0),
		);
		expect(measureMesh(after).volume / measureMesh(before).volume).toBeCloseTo(4, 4);
	});

	it("leaves no triangle without area where samples equal the level", () => {
		const pyramid = values([9, 9, 9], (i, j, k) => 3 - Math.abs(i - 4) - Math.abs(j - 4) - Math.abs(k - 4));
		const mesh = surface(pyramid);
		expect(measureMesh(mesh)).toMatchObject({ watertight: true, eulerCharacteristic: 2 });
		expect(smallestArea(mesh)).toBeGreaterThan(0);
		const plateau = surface(values([5, 6, 7], (i, j, k) => (i % 2) * (j % 3) * (k % 2)));
		expect(measureMesh(plateau).watertight).toBe(true);
		expect(smallestArea(plateau)).toBeGreaterThan(0);
	});

	it("gives the same bytes every time", () => {
		const volume = noiseVolume(unitGrid(12), 3);
		expect(surface(volume)).toEqual(surface(volume));
	});
});

describe("marching cubes at the border", () => {
	it("closes a region that is full where its voxels end, to a box", () => {
		const grid: VolumeGrid = { size: [3, 4, 5], origin: [1, 2, 3], spacing: [0.5, 1, 2] };
		const mesh = surface(sampleField(grid, () => 1));
		expect(measureMesh(mesh)).toMatchObject({ watertight: true, eulerCharacteristic: 2 });
		expect(measureMesh(mesh).bounds).toEqual({ min: [0.75, 1.5, 2], max: [2.25, 5.5, 12] });
		// A box of 1.5 × 4 × 10 with its edges and corners cut off.
		expect(measureMesh(mesh).volume).toBeGreaterThan(0.8 * 60);
		expect(measureMesh(mesh).volume).toBeLessThan(60);
	});

	it("closes a region of a single voxel", () => {
		const mesh = surface(values([1, 1, 1], () => 1));
		expect(measureMesh(mesh)).toMatchObject({ vertices: 6, triangles: 8, watertight: true, eulerCharacteristic: 2 });
	});

	it("finds nothing in an empty region, and with an open border nothing in a full one", () => {
		const none = { positions: new Float32Array(0), indices: new Uint32Array(0) };
		expect(surface(values([4, 4, 4], () => -1))).toEqual(none);
		expect(
			surface(
				values([4, 4, 4], () => -1),
				{ border: "open" },
			),
		).toEqual(none);
		expect(
			surface(
				values([4, 4, 4], () => 1),
				{ border: "open" },
			),
		).toEqual(none);
	});

	it("closes what the border cuts, or leaves it open exactly there", () => {
		const half = sampleField({ ...unitGrid(40), size: [20, 40, 40] }, sphere(0.4));
		const closed = measureMesh(surface(half));
		expect(closed).toMatchObject({ watertight: true, eulerCharacteristic: 2 });
		expect(closed.bounds?.max[0]).toBeCloseTo(0, 6);
		expect(closed.volume).toBeCloseTo((2 / 3) * Math.PI * 0.4 ** 3, 2);
		const open = measureMesh(surface(half, { border: "open" }));
		expect(open).toMatchObject({ faultyEdges: 0, eulerCharacteristic: 1 });
		expect(open.borderEdges).toBeGreaterThan(50);
		expect(open.bounds?.max[0]).toBeCloseTo(-0.5 / 40, 6);
	});
});

describe("marching cubes' refusals", () => {
	it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
		"refuses a sample of %d, and says where",
		(bad) => {
			const cubes = new MarchingCubes(unitGrid(3), { level: 0 });
			cubes.push(new Float32Array(9));
			const slab = new Float32Array(9);
			slab[5] = bad;
			expect(() => cubes.push(slab)).toThrow(InputError);
			expect(() => cubes.push(slab)).toThrow(`sample [1, 1, 2] is ${bad}`);
		},
	);

	it("counts slabs and their samples", () => {
		const cubes = new MarchingCubes(unitGrid(2), { level: 0 });
		expect(() => cubes.push(new Float32Array(5))).toThrow(ShapeError);
		expect(() => cubes.push(new Float32Array(5))).toThrow("slab 0 has 5 samples, want 2 × 2");
		cubes.push(new Float32Array(4));
		expect(() => cubes.finish()).toThrow("1 slabs came, want 2");
		cubes.push(new Float32Array(4));
		expect(() => cubes.push(new Float32Array(4))).toThrow("a slab too many, want 2");
		cubes.finish();
		expect(() => cubes.finish()).toThrow("finished already");
	});

	it.each<[string, Partial<VolumeGrid>]>([
		["0 × 4 × 4", { size: [0, 4, 4] }],
		["-1 × 4 × 4", { size: [-1, 4, 4] }],
		["2.5 × 4 × 4", { size: [2.5, 4, 4] }],
		["NaN × 4 × 4", { size: [Number.NaN, 4, 4] }],
		["4 × 4 × 1000000000", { size: [4, 4, 1e9] }],
		["slabs of 16384 × 16384", { size: [2, 16384, 16384] }],
		["spacing [0, 1, 1]", { spacing: [0, 1, 1] }],
		["spacing [1, -1, 1]", { spacing: [1, -1, 1] }],
		["origin [NaN, 0, 0]", { origin: [Number.NaN, 0, 0] }],
	])("refuses a grid of %s before it takes any memory", (message, wrong) => {
		expect(() => new MarchingCubes({ ...unitGrid(4), ...wrong }, { level: 0 })).toThrow(InputError);
		expect(() => new MarchingCubes({ ...unitGrid(4), ...wrong }, { level: 0 })).toThrow(message);
	});

	it("refuses levels and limits that are none, and open borders without cubes", () => {
		expect(() => new MarchingCubes(unitGrid(4), { level: Number.NaN })).toThrow("level NaN");
		expect(() => new MarchingCubes(unitGrid(4), { level: 0, maxTriangles: 0.5 })).toThrow("maxTriangles 0.5");
		expect(() => new MarchingCubes({ ...unitGrid(4), size: [1, 4, 4] }, { level: 0, border: "open" })).toThrow(
			"want at least 2 a side",
		);
	});

	it("stops at the limit of triangles and says what to do", () => {
		const noise = noiseVolume(unitGrid(20), 1);
		const { triangles } = measureMesh(surface(noise));
		expect(measureMesh(surface(noise, { maxTriangles: triangles })).triangles).toBe(triangles);
		expect(() => surface(noise, { maxTriangles: triangles - 1 })).toThrow(InputError);
		expect(() => surface(noise, { maxTriangles: triangles - 1 })).toThrow("crop the region, sample it more coarsely");
	});
});

/** Vertices whose triangles form more than one ring: the surface touches itself there. */
function verticesWithSeveralFans({ positions, indices }: Mesh): number {
	const next = Array.from({ length: positions.length / 3 }, () => new Map<number, number>());
	for (let at = 0; at < indices.length; at++) {
		const triangle = at - (at % 3);
		const [b = 0, c = 0] = [indices[triangle + ((at + 1) % 3)], indices[triangle + ((at + 2) % 3)]];
		next[indices[at] ?? 0]?.set(b, c);
	}
	return next.filter((ring) => {
		const [first = -1] = ring.keys();
		let length = 0;
		let at = first;
		do {
			at = ring.get(at) ?? first;
			length++;
		} while (at !== first);
		return length !== ring.size;
	}).length;
}
