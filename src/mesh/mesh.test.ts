import { describe, expect, it } from "vitest";
import { decorated, tetrahedron } from "../../test/support/solids.ts";
import { InputError, ShapeError } from "../tensor/errors.ts";
import { checkMesh, type Mesh } from "./mesh.ts";

describe("checkMesh", () => {
	it("takes a sound mesh, decorated or empty", () => {
		checkMesh("test", tetrahedron());
		checkMesh("test", decorated(tetrahedron()));
		checkMesh("test", { positions: new Float32Array(0), indices: new Uint32Array(0) });
	});

	it.each<[string, Partial<Mesh>, typeof InputError | typeof ShapeError]>([
		["positions has 11 numbers, want threes", { positions: new Float32Array(11) }, ShapeError],
		["indices has 4 numbers, want threes", { indices: new Uint32Array(4) }, ShapeError],
		["normals has 9 numbers, want 12", { normals: new Float32Array(9) }, ShapeError],
		["colours has 16 numbers, want 12", { colours: new Float32Array(16) }, ShapeError],
		["triangle 0 wants vertex 4, the mesh has 4", { indices: Uint32Array.of(0, 1, 4) }, InputError],
		["normal of vertex 0 has length 0, want 1", { normals: new Float32Array(12) }, InputError],
		["positions of vertex 0 has NaN", { positions: new Float32Array(12).fill(Number.NaN) }, InputError],
		["colours of vertex 0 has Infinity", { colours: new Float32Array(12).fill(Number.POSITIVE_INFINITY) }, InputError],
	])("refuses a mesh whose %s", (message, wrong, kind) => {
		const mesh = { ...tetrahedron(), ...wrong };
		expect(() => checkMesh("test", mesh)).toThrow(kind);
		expect(() => checkMesh("test", mesh)).toThrow(message);
	});
});
