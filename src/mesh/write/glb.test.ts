import { validateBytes } from "gltf-validator";
import { describe, expect, it } from "vitest";
import { gyroid, sampleField, unitGrid } from "../../../test/support/fields.ts";
import { readGlb } from "../../../test/support/mesh-readers.ts";
import { cube, decorated, sheet, tetrahedron } from "../../../test/support/solids.ts";
import { isoSurfaceOfVolume } from "../marching-cubes/iso-surface.ts";
import type { Mesh } from "../mesh.ts";
import { normalsFromFaces } from "../normals/face-normals.ts";
import { linearToSrgb, srgbToLinear } from "../srgb.ts";
import { type GlbOptions, glbChunks } from "./glb.ts";
import { joinChunks } from "./mesh-formats.ts";

const maze = await isoSurfaceOfVolume(sampleField(unitGrid(20), gyroid(15)), { level: 0 });
const dressed: Mesh = { ...maze, normals: normalsFromFaces(maze), colours: maze.positions.map((value) => value + 0.5) };

const glb = (mesh: Mesh, options: GlbOptions = {}): Uint8Array => joinChunks(glbChunks(mesh, options));

describe("glb", () => {
	it.each<[string, Mesh, GlbOptions]>([
		["a bare mesh", maze, {}],
		["normals and colours", dressed, { name: "maze", note: "by a test" }],
		["unlit colours, seen from both sides", dressed, { shading: "unlit", doubleSided: true }],
		["a sheet", decorated(sheet(3)), { doubleSided: true }],
		["one tetrahedron", tetrahedron(), {}],
	])("passes the Khronos validator without errors, warnings, infos or hints: %s", async (_, mesh, options) => {
		const { issues, info } = await validateBytes(glb(mesh, options));
		expect(issues.messages).toEqual([]);
		expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0, numInfos: 0, numHints: 0 });
		expect(info.totalTriangleCount).toBe(mesh.indices.length / 3);
		expect(info.totalVertexCount).toBe(mesh.positions.length / 3);
	});

	it("is judged by a validator that notices: a bound off by one step is an error", async () => {
		const bytes = glb(cube());
		const text = new TextDecoder("latin1").decode(bytes).replace('"max":[0.5', '"max":[0.4');
		const { issues } = await validateBytes(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
		expect(issues.numErrors).toBeGreaterThan(0);
	});

	it("comes back with the same triangles, positions and normals, in our own axes", () => {
		const { json, accessor } = readGlb(glb(dressed, { name: "maze" }));
		const primitive = json.meshes[0]?.primitives[0];
		const { POSITION = -1, NORMAL = -1 } = primitive?.attributes ?? {};
		expect(json.meshes[0]?.name).toBe("maze");
		expect(Uint32Array.from(accessor(primitive?.indices ?? -1))).toEqual(dressed.indices);
		expect(Float32Array.from(accessor(POSITION))).toEqual(dressed.positions);
		expect(Float32Array.from(accessor(NORMAL))).toEqual(dressed.normals);
	});

	it("holds colours as linear light, opaque, within 0.03 of an 8-bit step of the picture's", () => {
		const { json, accessor } = readGlb(glb(dressed));
		const light = accessor(json.meshes[0]?.primitives[0]?.attributes.COLOR_0 ?? -1);
		const wrong = light.filter((value, at) => {
			if (at % 4 === 3) return value !== 1;
			const wanted = dressed.colours?.[((at - (at % 4)) / 4) * 3 + (at % 4)] ?? 0;
			return Math.abs(linearToSrgb(value) - wanted) > 0.03 / 255;
		});
		expect([light.length, wrong.length]).toEqual([(maze.positions.length / 3) * 4, 0]);
	});

	it("keeps the note, names the extension it uses, and has a clay material where there are no colours", () => {
		const { json } = readGlb(glb(dressed, { note: "by a test", shading: "unlit" }));
		expect(json.asset.extras).toEqual({ note: "by a test" });
		expect(json.extensionsUsed).toEqual(["KHR_materials_unlit"]);
		expect(readGlb(glb(dressed)).json).not.toHaveProperty("extensionsUsed");
		expect(readGlb(glb(cube())).json.materials[0]).toHaveProperty("pbrMetallicRoughness.baseColorFactor");
		expect(readGlb(glb(dressed)).json.materials[0]).not.toHaveProperty("pbrMetallicRoughness.baseColorFactor");
	});
});

describe("sRGB", () => {
	it("has the standard's numbers, goes back and forth, and clamps", () => {
		expect(srgbToLinear(0.5)).toBeCloseTo(0.214041, 6);
		expect(srgbToLinear(0.04)).toBeCloseTo(0.04 / 12.92, 12);
		for (let step = 0; step <= 255; step++) expect(linearToSrgb(srgbToLinear(step / 255)) * 255).toBeCloseTo(step, 4);
		expect([srgbToLinear(-1), srgbToLinear(2), linearToSrgb(-1)]).toEqual([0, 1, 0]);
		expect(linearToSrgb(2)).toBeCloseTo(1, 12);
	});
});
