import { describe, expect, it } from "vitest";
import { analyticVolume } from "../../../test/support/analytic-volume.ts";
import { InputError } from "../../tensor/errors.ts";
import { extractMesh } from "./extract-mesh.ts";
import { withoutBorder } from "./regions.ts";

const RADIUS = 0.3;
/** Level 10 at the radius, steep as surfaces of trained networks are. */
const ball = analyticVolume((x, y, z) => 10 + 200 * (RADIUS - Math.hypot(x, y, z)));

describe("extractMesh", () => {
	it("finds a ball at its place and size in world units, closed, with normals and colours that fit", async () => {
		const { mesh, measures, grid } = await extractMesh(ball, { resolution: 48, level: 10 });
		expect(measures).toMatchObject({ watertight: true, eulerCharacteristic: 2 });
		expect(measures.volume).toBeGreaterThan(0.99 * (4 / 3) * Math.PI * RADIUS ** 3);
		expect(measures.volume).toBeLessThan((4 / 3) * Math.PI * RADIUS ** 3);
		expect(grid).toMatchObject({ size: [48, 48, 48], spacing: [1 / 48, 1 / 48, 1 / 48] });
		for (let at = 0; at < mesh.positions.length; at += 99) {
			expect((mesh.normals?.[at] ?? 0) * RADIUS).toBeCloseTo(mesh.positions[at] ?? Number.NaN, 2);
			expect(mesh.colours?.[at]).toBeCloseTo((mesh.positions[at] ?? 0) + 0.5, 5);
		}
	});

	it("cuts a part that lies exactly on the whole, closed where the region ends", async () => {
		const region = [0, 1, 0.5, 0.63, 0, 1] as const;
		const whole = await extractMesh(ball, { resolution: 48, level: 10 });
		const part = await extractMesh(ball, { resolution: 48, level: 10, region });
		expect(part.measures.watertight).toBe(true);
		const places = new Set(triples(whole.mesh.positions));
		const [low = 0, high = 0] = [part.grid.origin[1], part.grid.origin[1] + (part.grid.size[1] - 1) / 48];
		const inner = triples(part.mesh.positions).filter((text) => {
			const y = Number(text.split(" ")[1]);
			return y > low && y < high;
		});
		expect(inner.length).toBeGreaterThan(100);
		expect(inner.filter((text) => !places.has(text))).toEqual([]);
	});

	it("points normals outwards where the region closes the surface, of which the field knows nothing", async () => {
		const { mesh } = await extractMesh(ball, { resolution: 24, level: 10, region: [0, 1, 0.5, 1, 0, 1] });
		const bottom = triples(mesh.positions).flatMap((text, vertex) =>
			Number(text.split(" ")[1]) < 0.001 && Math.hypot(...text.split(" ").map(Number)) < 0.2 ? [vertex] : [],
		);
		expect(bottom.length).toBeGreaterThan(10);
		for (const vertex of bottom) expect(mesh.normals?.[vertex * 3 + 1]).toBeLessThan(-0.9);
	});

	it("keeps the largest part, smooths, and simplifies", async () => {
		const two = analyticVolume((x, y, z) =>
			Math.max(10 + 200 * (0.3 - Math.hypot(x, y, z)), 10 + 200 * (0.05 - Math.hypot(x - 0.42, y, z))),
		);
		const options = { resolution: 40, level: 10 } as const;
		const both = await extractMesh(two, options);
		expect(both.measures.eulerCharacteristic).toBe(4);
		const one = await extractMesh(two, { ...options, largest: true, smooth: 5, simplify: 0.2 });
		expect(one.measures.eulerCharacteristic).toBe(2);
		expect(one.measures.triangles).toBeLessThan(0.25 * both.measures.triangles);
		expect(one.measures.volume).toBeCloseTo((4 / 3) * Math.PI * 0.3 ** 3, 2);
	});

	it("keeps at most so many triangles, and fewer where a share asks for fewer", async () => {
		const options = { resolution: 24, level: 10 } as const;
		const { measures } = await extractMesh(ball, { ...options, triangles: 200 });
		expect(measures.triangles).toBeLessThanOrEqual(200);
		expect(measures.triangles).toBeGreaterThan(150);
		const half = await extractMesh(ball, { ...options, simplify: 0.5 });
		const bounded = await extractMesh(ball, { ...options, simplify: 0.5, triangles: 1e6 });
		expect(bounded.measures.triangles).toBe(half.measures.triangles);
	});

	it("says which values there are where the level is never crossed, and refuses regions that cannot be", async () => {
		await expect(extractMesh(ball, { resolution: 8, level: 1000 })).rejects.toThrow(/never crosses the level 1000/);
		await expect(extractMesh(ball, { resolution: 8, level: 10, region: [0.5, 0.5, 0, 1, 0, 1] })).rejects.toThrow(
			InputError,
		);
		expect(() => withoutBorder([0, 0.1, 0, 1, 0, 1], 0.2)).toThrow(/ascending/);
	});
});

function triples(positions: Float32Array): string[] {
	return Array.from({ length: positions.length / 3 }, (_, vertex) =>
		[...positions.subarray(vertex * 3, vertex * 3 + 3)].join(" "),
	);
}
