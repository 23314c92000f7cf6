import { describe, expect, it } from "vitest";
import { sampleField, torus, unitGrid } from "../../../test/support/fields.ts";
import { type ReadMesh, readGlb, readObj, readPly, readStl } from "../../../test/support/mesh-readers.ts";
import { cube, decorated, sheet, tetrahedron } from "../../../test/support/solids.ts";
import { InputError, ShapeError } from "../../tensor/errors.ts";
import { isoSurfaceOfVolume } from "../marching-cubes/iso-surface.ts";
import type { Mesh } from "../mesh.ts";
import { normalsFromVolume } from "../normals/gradient-normals.ts";
import { joinChunks, MESH_FORMATS, type MeshFormatName } from "./mesh-formats.ts";

const NAMES = Object.keys(MESH_FORMATS) as MeshFormatName[];
const volume = sampleField(unitGrid(16), torus(0.28, 0.13));
const plain = await isoSurfaceOfVolume(volume, { level: 0 });
const ring: Mesh = {
	...plain,
	normals: normalsFromVolume(plain, volume),
	colours: plain.positions.map((value) => 1.3 * value + 0.5), // a little beyond 0 to 1, as networks are
};

/** As many vertices and triangles, in a sound mesh of no shape. */
const pile = (count: number): Mesh => ({
	positions: Float32Array.from({ length: 3 * count }, (_, at) => at % 997),
	indices: Uint32Array.from({ length: 3 * count }, (_, at) => (7 * at) % count),
});

const bytesOf = (format: MeshFormatName, mesh: Mesh, note?: string): Uint8Array =>
	joinChunks(MESH_FORMATS[format].chunks(mesh, note === undefined ? {} : { note }));

/** Some of a file's vertex properties, one after the other. */
const properties = ({ vertices }: ReadMesh, ...names: readonly string[]): number[] =>
	vertices.flatMap((vertex) => names.map((name) => vertex[name] ?? Number.NaN));

const clamp = (value: number): number => Math.min(Math.max(value, 0), 1);

describe.each<[MeshFormatName, (bytes: Uint8Array) => ReadMesh, string]>([
	["ply", readPly, "comment by a test"],
	["ply-text", readPly, "comment by a test"],
	["obj", readObj, "# by a test"],
])("%s", (format, read, noteLine) => {
	it("comes back with every position and normal to the bit, and the same triangles", () => {
		const back = read(bytesOf(format, ring));
		expect(Float32Array.from(properties(back, "x", "y", "z"))).toEqual(ring.positions);
		expect(Float32Array.from(properties(back, "nx", "ny", "nz")).map((value) => value + 0)).toEqual(
			ring.normals?.map((value) => value + 0),
		);
		expect(Uint32Array.from(back.triangles.flat())).toEqual(ring.indices);
	});

	it("comes back with colours, clamped, as exact as the format has them", () => {
		const back = properties(read(bytesOf(format, ring)), "red", "green", "blue");
		const scale = format === "obj" ? 1 : 255;
		const step = format === "obj" ? 0 : 0.5;
		const wrong = back.filter((value, at) => {
			const wanted = Math.fround(clamp(ring.colours?.[at] ?? 0)) * scale;
			return Math.abs((format === "obj" ? Math.fround(value) : value) - wanted) > step;
		});
		expect([back.length, wrong.length]).toEqual([ring.positions.length, 0]);
	});

	it("has nothing that the mesh does not have", () => {
		const [vertex] = read(bytesOf(format, tetrahedron())).vertices;
		expect(vertex).toEqual({ x: 0, y: 0, z: 0 });
	});

	it("keeps the note", () => {
		expect(read(bytesOf(format, cube(), "by a test")).header).toContain(noteLine);
	});
});

describe("stl", () => {
	it("comes back with every triangle, and with normals by its corners' order", () => {
		const { facets } = readStl(bytesOf("stl", ring));
		const corners = Float32Array.from(facets.flatMap((facet) => facet.corners.flat()));
		const wanted = Float32Array.from([...ring.indices].flatMap((v) => [...ring.positions.subarray(v * 3, v * 3 + 3)]));
		expect(corners).toEqual(wanted);
		expect(readStl(bytesOf("stl", sheet(1))).facets.map(({ normal }) => normal)).toEqual([
			[0, 0, 1],
			[0, 0, 1],
		]);
	});

	it("does not begin as the text variant does, whatever the note says", () => {
		expect(readStl(bytesOf("stl", cube(), "solid gold")).header.trim()).toBe("solid gold");
		expect(readStl(bytesOf("stl", cube(), "solid gold")).header.startsWith("solid")).toBe(false);
		expect(() => bytesOf("stl", cube(), "x".repeat(80))).toThrow("a note of 80 characters, want at most 79");
	});

	it("gives a triangle without area no direction", () => {
		const flat: Mesh = { positions: new Float32Array(9), indices: Uint32Array.of(0, 1, 2) };
		expect(readStl(bytesOf("stl", flat)).facets[0]?.normal).toEqual([0, 0, 0]);
	});
});

describe.each(NAMES)("every format: %s", (format) => {
	it("gives the same bytes every time", () => {
		expect(Buffer.compare(bytesOf(format, ring), bytesOf(format, { ...ring }))).toBe(0);
	});

	it("writes meshes of more than one piece whole", () => {
		const text = format === "ply-text" || format === "obj";
		const large = pile(text ? 4_200 : 66_000);
		const chunks = [...MESH_FORMATS[format].chunks(large)];
		expect(chunks.length).toBeGreaterThan(2);
		const bytes = joinChunks(chunks);
		if (format === "glb") expect(readGlb(bytes).json.accessors[1]?.count).toBe(66_000);
		else if (format === "stl") expect(readStl(bytes).facets.at(-1)?.corners[2]?.[0]).toBe(lastCorner(large));
		else {
			const { vertices, triangles } = format === "obj" ? readObj(bytes) : readPly(bytes);
			expect([vertices.length, triangles.length]).toEqual([large.positions.length / 3, large.indices.length / 3]);
			expect(vertices[triangles.at(-1)?.[2] ?? -1]?.x).toBe(lastCorner(large));
		}
	});

	it("refuses a mesh without triangles, one that does not hold together, and notes of several lines", () => {
		const empty: Mesh = { positions: new Float32Array(0), indices: new Uint32Array(0) };
		expect(() => bytesOf(format, empty)).toThrow("the mesh has no triangles; was the level ever crossed?");
		expect(() => bytesOf(format, { ...cube(), normals: new Float32Array(3) })).toThrow(ShapeError);
		expect(() => bytesOf(format, { ...cube(), indices: Uint32Array.of(0, 1, 8) })).toThrow(InputError);
		expect(() => bytesOf(format, cube(), "two\nlines")).toThrow("not one line of printable ASCII");
	});
});

describe("decorated meshes", () => {
	it("keep normals apart from colours when they have only one of them", () => {
		const { normals, colours, ...bare } = decorated(cube());
		const withNormals = readPly(bytesOf("ply", { ...bare, ...(normals && { normals }) }));
		const withColours = readPly(bytesOf("ply", { ...bare, ...(colours && { colours }) }));
		expect(Object.keys(withNormals.vertices[0] ?? {})).toEqual(["x", "y", "z", "nx", "ny", "nz"]);
		expect(Object.keys(withColours.vertices[0] ?? {})).toEqual(["x", "y", "z", "red", "green", "blue"]);
	});
});

/** x of the last corner of the last triangle. */
function lastCorner({ positions, indices }: Mesh): number | undefined {
	return positions[3 * (indices.at(-1) ?? 0)];
}
