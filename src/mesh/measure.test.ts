import { describe, expect, it } from "vitest";
import { cube, sheet, tetrahedron, together } from "../../test/support/solids.ts";
import { measureMesh } from "./measure.ts";
import type { Mesh } from "./mesh.ts";

const without = (mesh: Mesh, triangles: number): Mesh => ({ ...mesh, indices: mesh.indices.slice(3 * triangles) });

describe("measureMesh", () => {
	it("measures a tetrahedron", () => {
		const measures = measureMesh(tetrahedron());
		expect(measures).toMatchObject({ vertices: 4, edges: 6, triangles: 4, watertight: true, eulerCharacteristic: 2 });
		expect(measures.volume).toBeCloseTo(1 / 6, 12);
		expect(measures.area).toBeCloseTo((3 + Math.sqrt(3)) / 2, 12);
		expect(measures.bounds).toEqual({ min: [0, 0, 0], max: [1, 1, 1] });
	});

	it("measures a cube far from the origin as one near it", () => {
		const far = { ...cube(), positions: cube().positions.map((value) => value + 4096) };
		expect(measureMesh(far)).toMatchObject({ area: 6, volume: 1, watertight: true });
	});

	it("has a negative volume for a mesh that is inside out", () => {
		expect(measureMesh({ ...cube(), indices: cube().indices.toReversed() }).volume).toBe(-1);
	});

	it("finds holes, and what is wound against its neighbour or shared by three", () => {
		expect(measureMesh(without(cube(), 1))).toMatchObject({ borderEdges: 3, faultyEdges: 0, watertight: false });
		const turned = cube();
		turned.indices.set([turned.indices[1] ?? 0, turned.indices[0] ?? 0]);
		expect(measureMesh(turned)).toMatchObject({ borderEdges: 0, faultyEdges: 3, watertight: false });
		const doubled = { ...cube(), indices: Uint32Array.of(...cube().indices, ...cube().indices.slice(0, 3)) };
		expect(measureMesh(doubled)).toMatchObject({ borderEdges: 0, faultyEdges: 3, watertight: false });
	});

	it("counts a sheet as a disc and two solids as two spheres", () => {
		expect(measureMesh(sheet(3))).toMatchObject({ borderEdges: 12, eulerCharacteristic: 1, area: 1 });
		expect(measureMesh(together(cube(), tetrahedron(), [3, 0, 0])).eulerCharacteristic).toBe(4);
	});

	it("leaves vertices that no triangle uses out of the topology", () => {
		const positions = Float32Array.of(...tetrahedron().positions, 9, 9, 9);
		expect(measureMesh({ ...tetrahedron(), positions })).toMatchObject({ vertices: 5, eulerCharacteristic: 2 });
	});

	it("says of an empty mesh that there is nothing", () => {
		const nothing = measureMesh({ positions: new Float32Array(0), indices: new Uint32Array(0) });
		expect(nothing).toMatchObject({ vertices: 0, triangles: 0, area: 0, volume: 0, bounds: null });
	});
});
