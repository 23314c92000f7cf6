/**
 * Where the samples of a volume lie: at the centres of voxels, in world units, x first.
 *
 * A grid over a box puts its samples at (i + 0.5) / n of each side, so that the voxels fill the box exactly.
 */

import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";
import type { Vec3 } from "../tensor/vec3.ts";

export interface VolumeGrid {
	/** Samples along x, y and z */
	readonly size: readonly [X: number, Y: number, Z: number];
	/** Centre of voxel [0, 0, 0], world units */
	readonly origin: Vec3;
	/** Distance between neighbouring centres along each axis, world units, positive */
	readonly spacing: Vec3;
}

/** Samples on a grid. */
export interface Volume {
	readonly grid: VolumeGrid;
	/** [X, Y, Z], z runs fastest */
	readonly values: Float32Tensor;
}

/** An axis-aligned box, world units. */
export interface Box {
	readonly min: Vec3;
	readonly max: Vec3;
}

/** The longest side of a grid: beyond it the positions of neighbours are hardly told apart in float32. */
const MAX_SIDE = 16_384;
/** The most samples of one slab [Y, Z]: marching cubes keeps about 30 bytes for each. */
const MAX_SLAB = 2 ** 25;

/** Steps between lines may differ by this share of a step: the rounding of float32 coordinates at 4096 a side. */
const UNEVENNESS = 1e-3;

/** Throws `InputError` unless `grid` has whole sizes of at least 1 within reason, a finite origin and positive spacing. */
export function checkGrid(who: string, { size, origin, spacing }: VolumeGrid): void {
	if (size.length !== 3 || !size.every((n) => Number.isInteger(n) && n >= 1 && n <= MAX_SIDE)) {
		throw new InputError(`${who}: grid of ${size.join(" × ")}, want three whole numbers from 1 to ${MAX_SIDE}`);
	}
	if (size[1] * size[2] > MAX_SLAB) {
		throw new InputError(`${who}: slabs of ${size[1]} × ${size[2]} samples, want at most ${MAX_SLAB}: crop the region`);
	}
	if (origin.length !== 3 || !origin.every(Number.isFinite)) {
		throw new InputError(`${who}: grid origin [${origin.join(", ")}], want three finite numbers`);
	}
	if (spacing.length !== 3 || !spacing.every((step) => Number.isFinite(step) && step > 0)) {
		throw new InputError(`${who}: grid spacing [${spacing.join(", ")}], want three positive numbers`);
	}
}

/** Throws `ShapeError` unless a volume has as many values as its grid has samples. */
export function checkVolume(who: string, { grid, values }: Volume): void {
	checkGrid(who, grid);
	matchShape(`${who}: values`, values.shape, grid.size);
}

/** The grid of X × Y × Z voxels that fill `box`. */
export function gridOfBox(box: Box, size: VolumeGrid["size"]): VolumeGrid {
	const along = (axis: 0 | 1 | 2): number => (box.max[axis] - box.min[axis]) / size[axis];
	const spacing: Vec3 = [along(0), along(1), along(2)];
	const grid = { size, origin: voxelCentre({ size, origin: box.min, spacing }, 0.5, 0.5, 0.5), spacing };
	checkGrid("gridOfBox", grid);
	return grid;
}

/** World coordinates along each axis, ascending and evenly spaced. */
export interface CoordinateLines {
	readonly x: ArrayLike<number>;
	readonly y: ArrayLike<number>;
	readonly z: ArrayLike<number>;
}

/**
 * The grid of lines of coordinates, which is how renderers take them. Throws `InputError` for lines that are not
 * `spacing` apart.
 * @param spacing  distance between neighbours, world units; the lines cannot tell it where one stands alone
 */
export function gridOfLines(lines: CoordinateLines, spacing: number): VolumeGrid {
	const { x, y, z } = lines;
	for (const [axis, line] of Object.entries({ x, y, z })) {
		for (let at = 1; at < line.length; at++) {
			const step = (line[at] ?? Number.NaN) - (line[at - 1] ?? Number.NaN);
			if (Math.abs(step - spacing) <= UNEVENNESS * spacing) continue;
			throw new InputError(`gridOfLines: ${axis} goes on by ${step} at ${at}, want steps of ${spacing}`);
		}
	}
	const origin: Vec3 = [x[0] ?? Number.NaN, y[0] ?? Number.NaN, z[0] ?? Number.NaN];
	const grid: VolumeGrid = { size: [x.length, y.length, z.length], origin, spacing: [spacing, spacing, spacing] };
	checkGrid("gridOfLines", grid);
	return grid;
}

/** The box that the grid's voxels fill, half a spacing beyond the outer samples. */
export function boxOfGrid(grid: VolumeGrid): Box {
	const [X, Y, Z] = grid.size;
	return { min: voxelCentre(grid, -0.5, -0.5, -0.5), max: voxelCentre(grid, X - 0.5, Y - 0.5, Z - 0.5) };
}

/**
 * The voxels of `grid` whose centres lie in a part of its box, given as shares 0 to 1 of its sides: the same voxels, so
 * that a cropped mesh lies exactly on the whole one. Throws `InputError` where none is left.
 * @param part  shares from `min` on and before `max`, x, y, z, so that neighbouring parts share no voxel
 */
export function cropGrid(grid: VolumeGrid, part: Box): VolumeGrid {
	const { min, max } = part;
	const first = ([0, 1, 2] as const).map((axis) => Math.max(0, Math.ceil(min[axis] * grid.size[axis] - 0.5)));
	const size = ([0, 1, 2] as const).map((axis) => {
		const last = Math.min(grid.size[axis], Math.ceil(max[axis] * grid.size[axis] - 0.5)) - 1;
		return last - (first[axis] ?? 0) + 1;
	});
	if (!size.every((count) => count >= 1)) {
		throw new InputError(
			`cropGrid: no voxel of ${grid.size.join(" × ")} has its centre in [${min.join(", ")}] to [${max.join(", ")}], ` +
				"want shares of the sides, 0 to 1, ascending",
		);
	}
	const [i = 0, j = 0, k = 0] = first;
	const [X = 0, Y = 0, Z = 0] = size;
	return { size: [X, Y, Z], origin: voxelCentre(grid, i, j, k), spacing: grid.spacing };
}

/** World position of the centre of voxel [i, j, k]; fractions lie between centres. */
export function voxelCentre({ origin, spacing }: VolumeGrid, i: number, j: number, k: number): Vec3 {
	return [origin[0] + spacing[0] * i, origin[1] + spacing[1] * j, origin[2] + spacing[2] * k];
}

/**
 * World positions of the samples of slab i, in the order of its values.
 * @returns [Y · Z, 3] world units
 */
export function slabPoints(grid: VolumeGrid, i: number): Float32Tensor {
	const [X, Y, Z] = grid.size;
	if (!Number.isInteger(i) || i < 0 || i >= X) throw new InputError(`slabPoints: slab ${i} of ${X} is not there`);
	const points = new Float32Array(Y * Z * 3);
	let at = 0;
	for (let j = 0; j < Y; j++) {
		for (let k = 0; k < Z; k++) {
			points.set(voxelCentre(grid, i, j, k), at);
			at += 3;
		}
	}
	return float32Tensor([Y * Z, 3], points);
}
