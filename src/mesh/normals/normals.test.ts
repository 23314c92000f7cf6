import { describe, expect, it } from "vitest";
import { gyroid, sampleField, sphere, unitGrid } from "../../../test/support/fields.ts";
import { cube, sheet, tetrahedron } from "../../../test/support/solids.ts";
import { degrees } from "../../camera/angles.ts";
import { AbortedError, InputError, ShapeError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { isoSurfaceOfVolume } from "../marching-cubes/iso-surface.ts";
import type { Mesh } from "../mesh.ts";
import { normalsFromFaces } from "./face-normals.ts";
import { normalsFromField, normalsFromGradient, normalsFromVolume } from "./gradient-normals.ts";

const volume = sampleField(unitGrid(32), sphere(0.4));
const ball = await isoSurfaceOfVolume(volume, { level: 0 });

/** The largest angle between normals and the directions away from the origin, degrees. */
function worstAngle({ positions }: Mesh, normals: Float32Array): number {
	let worst = 0;
	for (let at = 0; at < positions.length; at += 3) {
		const [x = 0, y = 0, z = 0] = positions.subarray(at, at + 3);
		const [nx = 0, ny = 0, nz = 0] = normals.subarray(at, at + 3);
		const cosine = (x * nx + y * ny + z * nz) / Math.hypot(x, y, z);
		worst = Math.max(worst, degrees(Math.acos(Math.min(cosine, 1))));
	}
	return worst;
}

const distanceField = async (points: Float32Tensor): Promise<Float32Tensor> => {
	const values = Float32Array.from({ length: points.shape[0] ?? 0 }, (_, at) =>
		sphere(0.4)(points.data[at * 3] ?? 0, points.data[at * 3 + 1] ?? 0, points.data[at * 3 + 2] ?? 0),
	);
	return float32Tensor([values.length], values);
};

describe("normals from faces", () => {
	it("point along the diagonals of a cube, however its faces are cut", () => {
		const { positions } = cube();
		const wanted = positions.map((value) => value / (Math.sqrt(3) / 2));
		for (const [at, value] of normalsFromFaces(cube()).entries()) expect(value).toBeCloseTo(wanted[at] ?? 0, 6);
	});

	it("point to the front of a sheet, and up where nothing says where to", () => {
		expect([...normalsFromFaces(sheet(1))]).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
		const loose = { ...tetrahedron(), indices: Uint32Array.of(0, 1, 1) };
		expect([...normalsFromFaces(loose)]).toEqual([0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
	});
});

describe("normals from the field", () => {
	it("point away from the middle of a sphere: by faces within 12°, by the volume within 0.5°, by samples within 0.1°", async () => {
		expect(worstAngle(ball, normalsFromFaces(ball))).toBeLessThan(12);
		expect(worstAngle(ball, normalsFromVolume(ball, volume))).toBeLessThan(0.5);
		expect(worstAngle(ball, await normalsFromField(ball, distanceField, { step: 0.01 }))).toBeLessThan(0.1);
		const gradient = ball.positions.map((value) => -7 * value);
		expect(worstAngle(ball, normalsFromGradient(ball, gradient))).toBeLessThan(0.1);
	});

	it("point down the field on grids with unequal spacing", async () => {
		const grid = { size: [12, 24, 36], origin: [-0.46, -0.48, -0.49], spacing: [1 / 12, 1 / 24, 1 / 36] } as const;
		const stretched = sampleField(grid, sphere(0.4));
		const mesh = await isoSurfaceOfVolume(stretched, { level: 0 });
		expect(worstAngle(mesh, normalsFromVolume(mesh, stretched))).toBeLessThan(2);
	});

	it("have unit length at the border of the volume too, where the difference is one-sided", async () => {
		const cut = sampleField(unitGrid(12), gyroid(20));
		const mesh = await isoSurfaceOfVolume(cut, { level: 0 });
		const normals = normalsFromVolume(mesh, cut);
		const lengths = Array.from({ length: normals.length / 3 }, (_, v) =>
			Math.hypot(...normals.subarray(v * 3, v * 3 + 3)),
		);
		expect(lengths.filter((length) => Math.abs(length - 1) > 1e-6)).toEqual([]);
	});

	it("are the faces' own where the gradient vanishes", () => {
		const gradient = Float32Array.of(0, 0, 0, -1, 0, 0, Number.NaN, 0, 0, 0, 0, 0);
		const normals = normalsFromGradient(tetrahedron(), gradient);
		const faces = normalsFromFaces(tetrahedron());
		expect(normals.subarray(3, 6)).toEqual(Float32Array.of(1, -0, -0));
		for (const at of [0, 6, 9]) expect(normals.subarray(at, at + 3)).toEqual(faces.subarray(at, at + 3));
	});

	it("want gradients and samples that fit, a step, and stop when told to", async () => {
		expect(() => normalsFromGradient(ball, new Float32Array(6))).toThrow(ShapeError);
		await expect(normalsFromField(ball, distanceField, { step: 0 })).rejects.toThrow(InputError);
		const short = async (): Promise<Float32Tensor> => float32Tensor([1], [0]);
		await expect(normalsFromField(ball, short, { step: 0.01 })).rejects.toThrow(ShapeError);
		const signal = AbortSignal.abort();
		await expect(normalsFromField(ball, distanceField, { step: 0.01, signal })).rejects.toThrow(AbortedError);
	});
});
