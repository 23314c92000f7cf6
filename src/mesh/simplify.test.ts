import { describe, expect, it } from "vitest";
import { sampleField, torus, unitGrid } from "../../test/support/fields.ts";
import { sheet } from "../../test/support/solids.ts";
import { InputError } from "../tensor/errors.ts";
import { isoSurfaceOfVolume } from "./marching-cubes/iso-surface.ts";
import { measureMesh } from "./measure.ts";
import { type Mesh, triangleCount } from "./mesh.ts";
import { normalsFromVolume } from "./normals/gradient-normals.ts";
import { simplifyMesh } from "./simplify.ts";

const volume = sampleField(unitGrid(48), torus(0.28, 0.13));
const ring = await isoSurfaceOfVolume(volume, { level: 0 });

/** A flat sheet, black on one side of x = 0.5 and white on the other. */
const painted: Mesh = {
	...sheet(32),
	colours: sheet(32).positions.map((_, at, positions) => ((positions[at - (at % 3)] ?? 0) < 0.5 ? 0 : 1)),
};

describe("simplifyMesh", () => {
	it("comes to the ratio and stays a watertight torus of nearly the same volume", async () => {
		const { mesh, error } = await simplifyMesh({ ...ring, normals: normalsFromVolume(ring, volume) }, { ratio: 0.1 });
		expect(triangleCount(mesh) / triangleCount(ring)).toBeLessThanOrEqual(0.1);
		expect(triangleCount(mesh) / triangleCount(ring)).toBeGreaterThan(0.09);
		expect(measureMesh(mesh)).toMatchObject({ watertight: true, eulerCharacteristic: 0 });
		expect(measureMesh(mesh).volume / measureMesh(ring).volume).toBeCloseTo(1, 1);
		expect(error).toBeGreaterThan(0);
		expect(error).toBeLessThanOrEqual(0.01);
		expect(mesh.normals?.length).toBe(mesh.positions.length);
	});

	it("stops at the error, ratio reached or not", async () => {
		const coarse = await simplifyMesh(ring, { ratio: 0, maxError: 0.01 });
		const fine = await simplifyMesh(ring, { ratio: 0, maxError: 0.001 });
		expect(fine.error).toBeLessThanOrEqual(0.001);
		expect(triangleCount(fine.mesh)).toBeGreaterThan(2 * triangleCount(coarse.mesh));
		expect(measureMesh(fine.mesh).watertight).toBe(true);
	});

	it("heeds colours: a painted line on a flat sheet is kept, and given up where colours do not count", async () => {
		const heeded = await simplifyMesh(painted, { ratio: 0, maxError: 0.01 });
		const ignored = await simplifyMesh(painted, { ratio: 0, maxError: 0.01, colourWeight: 0 });
		expect(triangleCount(ignored.mesh)).toBeLessThanOrEqual(4);
		expect(triangleCount(heeded.mesh)).toBeGreaterThan(triangleCount(ignored.mesh));
		expect(triangleCount(heeded.mesh)).toBeLessThan(triangleCount(painted) / 4);
		expect(new Set(heeded.mesh.colours)).toEqual(new Set([0, 1]));
	});

	it("leaves an open border alone when told to", async () => {
		const { borderEdges } = measureMesh(sheet(16));
		const locked = await simplifyMesh(sheet(16), { ratio: 0, lockBorder: true });
		expect(measureMesh(locked.mesh).borderEdges).toBe(borderEdges);
		expect(triangleCount(locked.mesh)).toBeLessThan(triangleCount(sheet(16)) / 2);
	});

	it("gives the same mesh every time, and nothing of nothing", async () => {
		expect(await simplifyMesh(ring)).toEqual(await simplifyMesh(ring));
		const empty = { positions: new Float32Array(0), indices: new Uint32Array(0) };
		expect(await simplifyMesh(empty)).toEqual({ mesh: empty, error: 0 });
	});

	it("refuses ratios, errors and weights that are none", async () => {
		await expect(simplifyMesh(ring, { ratio: 1.5 })).rejects.toThrow("ratio 1.5, want 0 to 1");
		await expect(simplifyMesh(ring, { maxError: -1 })).rejects.toThrow(InputError);
		await expect(simplifyMesh(ring, { normalWeight: Number.NaN })).rejects.toThrow("normalWeight NaN");
	});
});
