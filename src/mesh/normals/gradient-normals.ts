/**
 * Shading normals from the field itself: down its gradient, from dense to thin. They are smoother than the triangles,
 * because they do not come from the mesh's own rounding.
 *
 * The gradient is given, or taken by central differences of the field. Where it vanishes the triangles decide.
 */

import { InputError, ShapeError, throwIfAborted } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import type { Mesh } from "../mesh.ts";
import { checkVolume, type Volume } from "../volume-grid.ts";
import { normalsFromFaces, unitNormals } from "./face-normals.ts";

/** Values of a field at points. @param points [P, 3] world units @returns [P] */
export type FieldSampler = (points: Float32Tensor) => Promise<Float32Tensor>;

export interface FieldNormalsOptions {
	/**
	 * Half the distance of the central differences, world units. About half a voxel of the mesh's grid shows what is there,
	 * also the creases of planes that are interpolated linearly; a texel of the planes smooths those.
	 */
	readonly step: number;
	/** Stops between two batches with `AbortedError`. */
	readonly signal?: AbortSignal;
}

/** Vertices whose six neighbours are asked for at once. */
const BATCH = 2 ** 15;

/**
 * Normals against a gradient that is known.
 * @param gradient  [V, 3] of the field at the vertices, any unit
 * @returns normals [V, 3] unit length
 */
export function normalsFromGradient(mesh: Mesh, gradient: Float32Array): Float32Array {
	if (gradient.length !== mesh.positions.length) {
		throw new ShapeError(
			`normalsFromGradient: gradient has ${gradient.length} numbers, want ${mesh.positions.length}: 3 per vertex`,
		);
	}
	let faces: Float32Array | undefined;
	return unitNormals(
		Float64Array.from(gradient, (slope) => -slope),
		(vertex, normal) => {
			faces ??= normalsFromFaces(mesh);
			normal.set(faces.subarray(vertex * 3, vertex * 3 + 3));
		},
	);
}

/**
 * Normals by central differences of a field that can be sampled anywhere, six samples for each vertex.
 * @returns normals [V, 3] unit length
 */
export async function normalsFromField(
	mesh: Mesh,
	sample: FieldSampler,
	{ step, signal }: FieldNormalsOptions,
): Promise<Float32Array> {
	if (!(step > 0 && Number.isFinite(step)))
		throw new InputError(`normalsFromField: step ${step}, want a positive number`);
	const { positions } = mesh;
	const gradient = new Float32Array(positions.length);
	for (let first = 0; first < positions.length; first += BATCH * 3) {
		throwIfAborted(signal, "normals");
		const batch = positions.subarray(first, first + BATCH * 3);
		const values = await sample(neighbours(batch, step));
		matchShape("normalsFromField: samples", values.shape, [batch.length * 2]);
		for (let i = 0; i < batch.length; i++) gradient[first + i] = values.data[2 * i + 1]! - values.data[2 * i]!;
	}
	return normalsFromGradient(mesh, gradient);
}

/** Below and above each coordinate. @param positions [V, 3] @returns [6V, 3] */
function neighbours(positions: Float32Array, step: number): Float32Tensor {
	const points = new Float32Array(positions.length * 6);
	for (let i = 0; i < positions.length; i++) {
		const axis = i % 3;
		const vertex = positions.subarray(i - axis, i - axis + 3);
		points.set(vertex, 6 * i);
		points.set(vertex, 6 * i + 3);
		points[6 * i + axis]! -= step;
		points[6 * i + 3 + axis]! += step;
	}
	return float32Tensor([positions.length * 2, 3], points);
}

/**
 * Normals by central differences of the volume that the mesh was made of, one voxel to each side, interpolated
 * trilinearly; at the volume's border the difference is one-sided.
 * @returns normals [V, 3] unit length
 */
export function normalsFromVolume(mesh: Mesh, volume: Volume): Float32Array {
	checkVolume("normalsFromVolume", volume);
	const { origin, spacing } = volume.grid;
	const gradient = new Float32Array(mesh.positions.length);
	const at: [number, number, number] = [0, 0, 0];
	for (let first = 0; first < gradient.length; first += 3) {
		for (const axis of [0, 1, 2] as const) at[axis] = (mesh.positions[first + axis]! - origin[axis]) / spacing[axis];
		for (const axis of [0, 1, 2] as const) {
			gradient[first + axis] = slope(volume, at, axis) / spacing[axis];
		}
	}
	return normalsFromGradient(mesh, gradient);
}

/** Difference per voxel along `axis` at grid coordinates `at`. */
function slope(volume: Volume, at: readonly [number, number, number], axis: 0 | 1 | 2): number {
	const last = volume.grid.size[axis] - 1;
	const here = Math.min(Math.max(at[axis], 0), last);
	const below = Math.max(here - 1, 0);
	const above = Math.min(here + 1, last);
	if (above === below) return 0;
	const point = [...at] as [number, number, number];
	point[axis] = above;
	const upper = interpolate(volume, point);
	point[axis] = below;
	return (upper - interpolate(volume, point)) / (above - below);
}

/** Trilinear; coordinates beyond the outer samples are moved onto them. */
function interpolate({ grid, values }: Volume, [x, y, z]: readonly [number, number, number]): number {
	const [X, Y, Z] = grid.size;
	const [i, fi] = split(x, X);
	const [j, fj] = split(y, Y);
	const [k, fk] = split(z, Z);
	const stepX = X > 1 ? Y * Z : 0;
	const stepY = Y > 1 ? Z : 0;
	const stepZ = Z > 1 ? 1 : 0;
	const first = (i * Y + j) * Z + k;
	const row = (from: number): number => mix(values.data[from]!, values.data[from + stepZ]!, fk);
	const sheet = (from: number): number => mix(row(from), row(from + stepY), fj);
	return mix(sheet(first), sheet(first + stepX), fi);
}

/** The sample below a coordinate and the share of the way to the next. */
function split(coordinate: number, count: number): [below: number, share: number] {
	const inside = Math.min(Math.max(coordinate, 0), count - 1);
	const below = Math.min(Math.floor(inside), Math.max(count - 2, 0));
	return [below, inside - below];
}

function mix(a: number, b: number, share: number): number {
	return a + (b - a) * share;
}
