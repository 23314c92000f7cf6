/**
 * How far a stage may be from its golden. Measured on the repository's fixtures (worst over all of them, CPU) and
 * rounded up by a factor of about 4: tight enough that one value, and nearly every single weight, off by 1 % of the
 * largest of its tensor is noticed.
 *
 * `relativeL2` is ‖got − want‖ / ‖want‖ over the tensor; `peak` is the largest absolute error over the largest
 * magnitude, which catches a single wrong value that the L2 norm drowns.
 */

export interface StageTolerance {
	readonly relativeL2: number;
	readonly peak: number;
}

/** Numbers computed in float64 and rounded once. Seen: 9e-8, peak 1.3e-7. */
const ROUNDING: StageTolerance = { relativeL2: 1e-6, peak: 2e-6 };
/** The mapping network: three matrix products. Seen: 4.8e-7, peak 6.4e-7. */
const MAPPING: StageTolerance = { relativeL2: 2e-6, peak: 3e-6 };
/** A chain of convolutions. Seen: 8.6e-7, peak 1.6e-6. */
const CONVOLUTIONS: StageTolerance = { relativeL2: 3e-6, peak: 6e-6 };
/** Bilinear samples of the planes, decoded. Seen: 1.6e-6, peak 1.5e-6; by the WASM kernel 7.2e-6, peak 9.4e-6. */
const POINTS: StageTolerance = { relativeL2: 3e-5, peak: 4e-5 };
/** Points along rays: their depths are float32 there and float64 here. Seen: 1.0e-5, peak 1.9e-5. */
const COARSE: StageTolerance = { relativeL2: 5e-5, peak: 1e-4 };
/** A fine sample moves with every rounding of the weights that place it. Seen: 1.6e-4, peak 5.8e-4. */
const FINE: StageTolerance = { relativeL2: 1e-3, peak: 4e-3 };
/** Marched rays: what fine samples that moved add up to. Seen: 2.7e-5, peak 3.1e-4. */
const MARCHED: StageTolerance = { relativeL2: 2e-4, peak: 3e-3 };

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
	sigma_coarse: COARSE,
	sigma_fine: FINE,
	feature_image: MARCHED,
	image_raw: MARCHED,
	weight_total: MARCHED,
	depth_raw: MARCHED,
	image_depth: MARCHED,
	image: CONVOLUTIONS,
};

/** What is computed from our own raw image, because the golden's was altered in place: as exact as that. */
export const FROM_OWN_RAW: StageTolerance = MARCHED;

/** GPU drivers may contract and reorder: every stage gets this many times the CPU's room. */
const GPU_FACTOR = 20;

/** The tolerance of one tensor on a device; `undefined` when we know no stage of that name. */
export function toleranceOf(name: string, device: string): StageTolerance | undefined {
	const cpu = CPU_TOLERANCES[name];
	return cpu && onDevice(cpu, device);
}

/** A tolerance of the CPU as it is on a device. */
export function onDevice(cpu: StageTolerance, device: string): StageTolerance {
	if (device === "cpu") return cpu;
	return { relativeL2: cpu.relativeL2 * GPU_FACTOR, peak: cpu.peak * GPU_FACTOR };
}
