/**
 * Evaluating a field on a regular grid, slab by slab: for density volumes and meshes, which have too many points to
 * hand over one by one and too many values to hold at once.
 */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { MarchControl } from "./contract.ts";

/** World coordinates of a grid's slabs, rows and columns. Its points are all (x, y, z), x slowest and z fastest. */
export interface GridLines {
	readonly x: ArrayLike<number>;
	readonly y: ArrayLike<number>;
	readonly z: ArrayLike<number>;
}

/** All points of one x. Letters: Y rows · Z columns · F feature channels. */
export interface GridSlab {
	/** Which x, counted from 0; slabs come in order. */
	readonly index: number;
	/** [Y, Z] raw density, before softplus(sigma - 1). */
	readonly sigma: Float32Tensor;
	/** [Y, Z, F] colour features, about [0, 1]; `null` where they were not asked for. */
	readonly rgb: Float32Tensor | null;
}

export interface GridOptions {
	/** Colours cost about three times what sigma alone does. */
	readonly colours: boolean;
}

/** A prepared field that can be evaluated on a grid. */
export interface GridField {
	/**
	 * Evaluates the grid, one slab at a time; the next slabs are computed while the caller is at work on one. The caller
	 * may stop at any slab. Throws as `PreparedField.samplePoints` does.
	 */
	sampleGrid(lines: GridLines, options: GridOptions, control?: MarchControl): AsyncGenerator<GridSlab, void, void>;
}

/**
 * World coordinates of the centres of `count` equal cells between two limits. In float64; the centre of cell i is
 * lower + (i + 0.5) · (upper − lower) / count.
 */
export function cellCentres(lower: number, upper: number, count: number): Float64Array {
	return Float64Array.from({ length: count }, (_, i) => lower + ((i + 0.5) * (upper - lower)) / count);
}
