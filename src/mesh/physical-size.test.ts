import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { boundsOf } from "./measure.ts";
import type { Mesh } from "./mesh.ts";
import { METRES_PER_UNIT, scaledMesh, unitsPerWorldUnit } from "./physical-size.ts";

/** 0.5 world units high. */
const mesh: Mesh = {
	positions: Float32Array.of(0, -0.25, 0, 1, 0.25, 0, 0, 0.25, 0.5),
	indices: Uint32Array.of(0, 1, 2),
};

describe("physical size", () => {
	it("makes a mesh as high as asked, along y, whatever its other sides", () => {
		const factor = unitsPerWorldUnit(mesh, { unit: "mm", height: 180 });
		expect(factor).toBeCloseTo(360, 9);
		const { min, max } = boundsOf(scaledMesh(mesh, factor).positions) ?? { min: [0, 0, 0], max: [0, 0, 0] };
		expect(max[1] - min[1]).toBeCloseTo(180, 4);
		expect(max[0] - min[0]).toBeCloseTo(360, 4);
	});

	it("knows units in metres, as glTF has them", () => {
		expect(METRES_PER_UNIT).toEqual({ mm: 0.001, cm: 0.01, m: 1, in: 0.0254 });
	});

	it("refuses meshes without height", () => {
		const flat: Mesh = { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0, 1), indices: mesh.indices };
		expect(() => unitsPerWorldUnit(flat, { unit: "mm", height: 180 })).toThrow(InputError);
		expect(() => unitsPerWorldUnit(mesh, { unit: "mm", height: 0 })).toThrow(InputError);
	});
});
