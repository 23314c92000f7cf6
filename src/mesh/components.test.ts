import { describe, expect, it } from "vitest";
import { noiseVolume, unitGrid } from "../../test/support/fields.ts";
import { cube, decorated, tetrahedron, together } from "../../test/support/solids.ts";
import { componentsFrom, connectedComponents, dropUnusedVertices, largestComponent } from "./components.ts";
import { isoSurfaceOfVolume } from "./marching-cubes/iso-surface.ts";
import { measureMesh } from "./measure.ts";

describe("connected components", () => {
	it("are numbered as they appear, with their counts of triangles", () => {
		const mesh = together(together(tetrahedron(), cube(), [3, 0, 0]), tetrahedron(), [6, 0, 0]);
		const { ofTriangle, sizes } = connectedComponents(mesh);
		expect(sizes).toEqual([4, 12, 4]);
		expect([...ofTriangle]).toEqual([...Array(4).fill(0), ...Array(12).fill(1), ...Array(4).fill(2)]);
	});

	it("leave the largest, with its own vertices, normals and colours", () => {
		const mesh = decorated(together(tetrahedron(), cube(), [3, 0, 0]));
		const largest = largestComponent(mesh);
		expect(largest.indices).toEqual(cube().indices);
		expect(largest.positions).toEqual(mesh.positions.slice(12));
		expect(largest.normals).toEqual(mesh.normals?.slice(12));
		expect(largest.colours).toEqual(mesh.colours?.slice(12));
	});

	it("leave the first of equals, and nothing of nothing", () => {
		const twins = together(tetrahedron(), tetrahedron(), [2, 0, 0]);
		expect(largestComponent(twins).positions).toEqual(tetrahedron().positions);
		expect(largestComponent({ positions: new Float32Array(0), indices: new Uint32Array(0) }).indices.length).toBe(0);
	});

	it("leave those from a size on", () => {
		const mesh = together(tetrahedron(), cube(), [3, 0, 0]);
		expect(componentsFrom(mesh, 5).indices.length).toBe(36);
		expect(componentsFrom(mesh, 4)).toEqual(mesh);
		expect(() => componentsFrom(mesh, 0)).toThrow("0 triangles, want at least 1");
	});

	it("of a surface of noise are watertight each, and together they are all of it", async () => {
		const mesh = await isoSurfaceOfVolume(noiseVolume(unitGrid(14), 2), { level: 0.55 });
		const { sizes } = connectedComponents(mesh);
		expect(sizes.length).toBeGreaterThan(10);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(mesh.indices.length / 3);
		const largest = measureMesh(largestComponent(mesh));
		expect(largest).toMatchObject({ watertight: true, triangles: Math.max(...sizes) });
	});

	it("do without vertices that nothing uses", () => {
		const positions = Float32Array.of(9, 9, 9, ...tetrahedron().positions, 9, 9, 9);
		const indices = tetrahedron().indices.map((vertex) => vertex + 1);
		expect(dropUnusedVertices({ positions, indices })).toEqual(tetrahedron());
	});
});
