/**
 * How far a stage may be from its golden. Measured on the repository's fixtures (worst over all of them, CPU) and
 * rounded up by a factor of 5 to 10: tight enough that one weight or one value off by 1 % of the largest is noticed.
 *
 * `relativeL2` is ‖got − want‖ / ‖want‖ over the tensor; `peak` is the largest absolute error over the largest
 * magnitude, which catches a single wrong value that the L2 norm drowns.
 */

export interface StageTolerance {
	readonly relativeL2: number;
	readonly peak: number;
}

/** Numbers computed in float64 and rounded once. */
const ROUNDING: StageTolerance = { relativeL2: 1e-6, peak: 2e-6 };
/** The mapping network: three matrix products. */
const MAPPING: StageTolerance = { relativeL2: 3e-6, peak: 1e-5 };
/** A chain of convolutions. */
const CONVOLUTIONS: StageTolerance = { relativeL2: 1e-5, peak: 5e-5 };
/** Bilinear samples of the planes and the decoder: sigma is steep where surfaces are. */
const POINTS: StageTolerance = { relativeL2: 2e-5, peak: 2e-4 };
/** Marched rays: an importance sample may fall into the neighbouring bin, which moves single rays. */
const MARCHED: StageTolerance = { relativeL2: 1e-4, peak: 2e-3 };

/** Of the CPU provider, by the golden's tensor name without a `_stride<k>` ending. */
export const CPU_TOLERANCES: Readonly<Record<string, StageTolerance>> = {
	z: ROUNDING,
	camera: ROUNDING,
	conditioning_camera: ROUNDING,
	ray_origins: ROUNDING,
	ray_directions: ROUNDING,
	ws: MAPPING,
	ws_psi1: MAPPING,
	planes: CONVOLUTIONS,
	points_sigma: POINTS,
	points_rgb: POINTS,
	sigma_coarse: POINTS,
	sigma_fine: MARCHED,
	feature_image: MARCHED,
	image_raw: MARCHED,
	weight_total: MARCHED,
	depth_raw: MARCHED,
	image_depth: MARCHED,
	image: CONVOLUTIONS,
};

/** GPU drivers may contract and reorder: every stage gets this many times the CPU's room. */
const GPU_FACTOR = 20;

/** The tolerance of one tensor on a device; `undefined` when we know no stage of that name. */
export function toleranceOf(name: string, device: string): StageTolerance | undefined {
	const cpu = CPU_TOLERANCES[name];
	if (!cpu || device === "cpu") return cpu;
	return { relativeL2: cpu.relativeL2 * GPU_FACTOR, peak: cpu.peak * GPU_FACTOR };
}
