/** Fields with known surfaces, sampled on grids, for tests of meshes. All are positive inside. */

import { gridOfBox, type Volume, type VolumeGrid, voxelCentre } from "../../src/mesh/volume-grid.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";

export type Field = (x: number, y: number, z: number) => number;

/** Signed distance to a sphere about the origin, positive inside. */
export const sphere =
	(radius: number): Field =>
	(x, y, z) =>
		radius - Math.hypot(x, y, z);

/** Signed distance to a torus about the z axis, positive inside. */
export const torus =
	(ring: number, tube: number): Field =>
	(x, y, z) =>
		tube - Math.hypot(Math.hypot(x, y) - ring, z);

/** Schoen's gyroid: a surface of high genus. */
export const gyroid =
	(frequency: number): Field =>
	(x, y, z) => {
		const [a, b, c] = [x * frequency, y * frequency, z * frequency];
		return Math.sin(a) * Math.cos(b) + Math.sin(b) * Math.cos(c) + Math.sin(c) * Math.cos(a);
	};

/** The cube [−0.5, 0.5]³ in n³ voxels. */
export function unitGrid(n: number): VolumeGrid {
	return gridOfBox({ min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] }, [n, n, n]);
}

/** A field at the centres of a grid's voxels, rounded to float32. */
export function sampleField(grid: VolumeGrid, field: Field): Volume {
	const [X, Y, Z] = grid.size;
	const values = new Float32Array(X * Y * Z);
	let at = 0;
	for (let i = 0; i < X; i++) {
		for (let j = 0; j < Y; j++) for (let k = 0; k < Z; k++) values[at++] = field(...voxelCentre(grid, i, j, k));
	}
	return { grid, values: float32Tensor([X, Y, Z], values) };
}

/** Uniform noise in [−1, 1): every sample for itself, so that every case of marching cubes occurs. */
export function noiseVolume(grid: VolumeGrid, seed: number): Volume {
	const [X, Y, Z] = grid.size;
	const values = new RandomState(seed).uniformFloat32(X * Y * Z).map((value) => 2 * value - 1);
	return { grid, values: float32Tensor([X, Y, Z], values) };
}
