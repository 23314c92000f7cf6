/**
 * The contract of the volume renderer: what every version of it takes and gives.
 *
 * `reference.ts` (plain and obviously right), `symbolic.ts` (graph nodes, differentiable) and the kernels under
 * `kernels/` all compute the same function; one test suite runs them all.
 *
 * Planes are grids of G slices along the axis that they do not see; between slices features are interpolated, and
 * beyond the outermost ones they fall to zero, as beyond the edges (An et al. 2023, PanoHead §3.2). One slice fills the whole box:
 * that is a plain tri-plane.
 *
 * Letters: M rays · S coarse samples per ray · K importance samples per ray · P points · C plane channels · G slices of a plane ·
 * D hidden units of the decoder · F feature channels (the decoder gives 1 + F numbers, sigma first).
 *
 * Paper: Chan et al. 2022, §4 (tri-planes, renderer); Mildenhall et al. 2020 §5.2 (importance sampling);
 * Max 1995 (quadrature).
 */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { FieldRules } from "../field-rules.ts";
import type { PlaneAxes } from "../plane-axes.ts";

/** Weights of the decoder MLP with their gains already multiplied in: softplus between the layers. */
export interface DecoderWeights {
	/** [D, C] first layer. */
	readonly weight0: Float32Tensor;
	/** [D] */
	readonly bias0: Float32Tensor;
	/** [1 + F, D] second layer; row 0 gives sigma. */
	readonly weight1: Float32Tensor;
	/** [1 + F] */
	readonly bias1: Float32Tensor;
}

/** One person's volume: everything that turns a point into sigma and rgb. */
export interface TriplaneField {
	/** [3, C · G, H, W]; slice g of channel c is number c · G + g. */
	readonly planes: Float32Tensor;
	/** G */
	readonly triplaneDepth: number;
	readonly decoder: DecoderWeights;
	/** Side of the cube that the planes cover, world units, centred on the origin. */
	readonly boxWarp: number;
	readonly planeAxes: PlaneAxes;
	readonly rules: FieldRules;
}

/** Rays in world space. */
export interface Rays {
	/** [M, 3] world units */
	readonly origins: Float32Tensor;
	/** [M, 3] unit length */
	readonly directions: Float32Tensor;
}

/** How rays are sampled and marched. */
export interface MarchOptions {
	/** S ≥ 1 (two are needed for anything to be seen: an interval lies between neighbours). */
	readonly depthResolution: number;
	/** K ≥ 0; 0 leaves the fine pass out. K > 0 needs S ≥ 2. */
	readonly depthResolutionImportance: number;
	/**
	 * Near limit along the ray in world units, or "auto": where the ray enters the box. Both limits or none are "auto".
	 * `rayLimits` (ray-box.ts) gives every ray's limits, for all rays of a call together.
	 */
	readonly rayStart: number | "auto";
	readonly rayEnd: number | "auto";
	/** Coarse samples evenly spaced in 1/depth instead of depth. */
	readonly disparitySpaceSampling: boolean;
	/** Light that passes through arrives as white instead of black. */
	readonly whiteBack: boolean;
}

/**
 * The uniform numbers in [0, 1) that place the samples; `null` places them without chance: jitter 0.5 throughout, and
 * (k + 0.5) / K for the k-th u.
 */
export interface SampleNoise {
	/** [M, S] */
	readonly jitterCoarse: Float32Tensor | null;
	/** [M, K] */
	readonly uImportance: Float32Tensor | null;
}

export interface MarchResult {
	/** [M, F] composited colour features, scaled to about [-1, 1] unless the field's rules say otherwise. */
	readonly features: Float32Tensor;
	/**
	 * [M] expected depth along the ray, world units. Clamped to the smallest and largest sample depth, coarse or fine, of
	 * all rays of this call; the largest where the opacity is 0.
	 *
	 * Where almost nothing is seen it hangs on the single-precision steps of alpha (see composite.ts): a version must
	 * keep faint densities to full relative accuracy (a softplus with a small absolute error is not enough here) and
	 * round e^(−density · delta) to the nearest float32.
	 */
	readonly depth: Float32Tensor;
	/** [M] accumulated opacity Σ weights, in [0, 1]. */
	readonly opacity: Float32Tensor;
}

export interface PointSamples {
	/** [P] raw density, before softplus(sigma - 1). */
	readonly sigma: Float32Tensor;
	/** [P, F] colour features, about [0, 1] where they go through a sigmoid. */
	readonly rgb: Float32Tensor;
}

export interface MarchControl {
	readonly signal?: AbortSignal | undefined;
	/** Finished share, 0 to 1. */
	readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** A field that a marcher has made ready (uploaded, folded, re-laid), so that many views can be taken of it. */
export interface PreparedField extends GridField {
	march(rays: Rays, options: MarchOptions, noise: SampleNoise, control?: MarchControl): Promise<MarchResult>;
	/** sigma and rgb at `points` [P, 3], world units. */
	samplePoints(points: Float32Tensor, control?: MarchControl): Promise<PointSamples>;
	dispose(): Promise<void>;
}

/** One version of the renderer. */
export interface RayMarcher {
	readonly name: string;
	prepare(field: TriplaneField): Promise<PreparedField>;
	dispose(): Promise<void>;
}

/** Added to `1 - alpha` in the running product of transmittance, as published. */
export const TRANSMITTANCE_EPSILON = 1e-10;
/** Added to the smoothed coarse weights before importance sampling, as published. */
export const IMPORTANCE_WEIGHT_FLOOR = 0.01;
/** Added to each bin of the pdf, as published. */
export const IMPORTANCE_PDF_FLOOR = 1e-5;
/** rgb = sigmoid(x) · RGB_SCALE − RGB_MARGIN, a little wider than [0, 1] (as in mip-NeRF). */
export const RGB_SCALE = 1.002;
export const RGB_MARGIN = 0.001;
/** density = softplus(sigma − DENSITY_SHIFT). */
export const DENSITY_SHIFT = 1;
/** sigma where a field's mask lets nothing be (field-rules.ts): softplus and e^x of it are 0. */
export const EMPTY_SIGMA = -1000;

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
