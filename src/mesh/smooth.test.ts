import { describe, expect, it } from "vitest";
import { sampleField, sphere, unitGrid } from "../../test/support/fields.ts";
import { decorated, sheet, tetrahedron } from "../../test/support/solids.ts";
import { RandomState } from "../tensor/random-state.ts";
import { isoSurfaceOfVolume } from "./marching-cubes/iso-surface.ts";
import { measureMesh } from "./measure.ts";
import type { Mesh } from "./mesh.ts";
import { smoothMesh } from "./smooth.ts";

const ball = await isoSurfaceOfVolume(sampleField(unitGrid(32), sphere(0.4)), { level: 0 });
const noise = new RandomState(1).randn(ball.positions.length);
const rough: Mesh = { ...ball, positions: ball.positions.map((value, at) => value + 0.004 * (noise[at] ?? 0)) };

/** Spread of the distances from the middle. */
function roughness({ positions }: Mesh): number {
	const radii = Array.from({ length: positions.length / 3 }, (_, v) =>
		Math.hypot(...positions.subarray(v * 3, v * 3 + 3)),
	);
	const mean = radii.reduce((sum, radius) => sum + radius, 0) / radii.length;
	return Math.sqrt(radii.reduce((sum, radius) => sum + (radius - mean) ** 2, 0) / radii.length);
}

describe("smoothMesh", () => {
	it("takes noise off a sphere without shrinking it, where the plain way shrinks", () => {
		const smooth = smoothMesh(rough);
		expect(roughness(smooth)).toBeLessThan(0.4 * roughness(rough));
		expect(measureMesh(smooth)).toMatchObject({ watertight: true });
		const kept = measureMesh(smooth).volume / measureMesh(ball).volume;
		const shrunk = measureMesh(smoothMesh(rough, { mu: 0 })).volume / measureMesh(ball).volume;
		expect(Math.abs(kept - 1)).toBeLessThan(0.005);
		expect(shrunk).toBeLessThan(0.99);
	});

	it("moves a vertex by its share of the way to its neighbours' mean", () => {
		const { positions } = smoothMesh(tetrahedron(), { iterations: 1, lambda: 0.5, mu: 0 });
		expect([...positions.subarray(0, 3)].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([
			0.166667, 0.166667, 0.166667,
		]);
	});

	it("leaves an open border where it is", () => {
		const bumpy = { ...sheet(4), positions: sheet(4).positions.map((value, at) => (at === 12 * 3 + 2 ? 1 : value)) };
		const { positions } = smoothMesh(bumpy, { iterations: 3 });
		expect(positions[12 * 3 + 2]).toBeLessThan(0.9);
		for (const vertex of [0, 1, 2, 3, 4, 5, 9, 10, 14, 15, 19, 20, 21, 22, 23, 24]) {
			expect(positions.subarray(vertex * 3, vertex * 3 + 3)).toEqual(
				bumpy.positions.subarray(vertex * 3, vertex * 3 + 3),
			);
		}
	});

	it("keeps colours and drops normals, which no longer fit", () => {
		const mesh = decorated(tetrahedron());
		const smooth = smoothMesh(mesh);
		expect(smooth.colours).toEqual(mesh.colours);
		expect(smooth).not.toHaveProperty("normals");
		expect(smoothMesh(mesh, { iterations: 0 }).positions).toEqual(mesh.positions);
	});

	it("refuses shares that would blow the mesh up", () => {
		expect(() => smoothMesh(tetrahedron(), { lambda: 2 })).toThrow("lambda 2");
		expect(() => smoothMesh(tetrahedron(), { mu: 0.5 })).toThrow("mu 0.5");
		expect(() => smoothMesh(tetrahedron(), { iterations: -1 })).toThrow("-1 iterations");
	});
});
