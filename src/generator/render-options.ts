/** Options of a rendered view, and their defaults from the network's own configuration. */

import type { ProgressListener } from "../host/progress.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { altersImageRaw } from "../networks/superresolution.ts";
import type { MarchOptions, SampleNoise } from "../rendering/march/contract.ts";
import { givenNoise, NO_NOISE, type NoiseSize, seededNoise } from "../rendering/noise.ts";
import type { RenderingConfig } from "../rendering/rendering-config.ts";
import { InputError } from "../tensor/errors.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";

/** Where samples lie within their intervals: by chance that can be repeated, without chance, or as given. */
export type Jitter =
	| { readonly kind: "seeded"; readonly seed: number }
	| { readonly kind: "none" }
	| {
			readonly kind: "given";
			/** M · S uniform numbers, ray by ray */
			readonly jitterCoarse: Float32Tensor;
			/** M · K uniform numbers, ray by ray; `null` where there is no fine pass */
			readonly uImportance: Float32Tensor | null;
	  };

export interface RenderOptions {
	/** Rays per side of the raw image. Default: the network's own. */
	readonly neuralRenderingResolution?: number | undefined;
	/** Multiplies both sample counts of the network, as the published tools' "sampling multiplier" does. Default 1. */
	readonly sampleMultiplier?: number | undefined;
	/** Where samples lie within their intervals. Default: seeded with 0, and so repeatable. */
	readonly jitter?: Jitter | undefined;
	/** Whether to super-resolve. Default true. */
	readonly superresolution?: boolean | undefined;
	/**
	 * Give `imageRaw` as the published code leaves it where it alters it (`altersImageRaw`): with the RGB of
	 * super-resolution's first block added. Default false: as it was rendered. `featureImage` is as it was rendered always.
	 */
	readonly publishedRaw?: boolean | undefined;
	/** Overrides of single march options, such as sample counts or ray limits. */
	readonly march?: Partial<MarchOptions> | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

export interface ResolvedRender {
	readonly neuralRenderingResolution: number;
	readonly march: MarchOptions;
	readonly jitter: Jitter;
	readonly superresolution: boolean;
	readonly publishedRaw: boolean;
}

const LARGEST_SIDE = 4096;
const LARGEST_SAMPLE_COUNT = 4096;

/** Fills in defaults. Throws `InputError` for sizes that cannot be. */
export function resolveRender(options: RenderOptions, config: GeneratorConfig): ResolvedRender {
	const { sampleMultiplier = 1, superresolution = true, jitter = { kind: "seeded", seed: 0 } } = options;
	const nrr = options.neuralRenderingResolution ?? config.neuralRenderingResolution;
	requireInteger("neuralRenderingResolution", nrr, 1, LARGEST_SIDE);
	if (!(sampleMultiplier > 0)) throw new InputError(`sampleMultiplier: ${sampleMultiplier}, want a number above 0`);
	const march = { ...marchOptions(config.rendering, sampleMultiplier), ...options.march };
	requireInteger("depthResolution", march.depthResolution, 1, LARGEST_SAMPLE_COUNT);
	requireInteger("depthResolutionImportance", march.depthResolutionImportance, 0, LARGEST_SAMPLE_COUNT);
	const publishedRaw = options.publishedRaw === true && altersImageRaw(config.superresolution, nrr);
	return { neuralRenderingResolution: nrr, march, jitter, superresolution, publishedRaw };
}

/** The network's own march options with both sample counts multiplied (rounded to whole samples). */
export function marchOptions(rendering: RenderingConfig, sampleMultiplier = 1): MarchOptions {
	const { rayStart, rayEnd, disparitySpaceSampling, whiteBack } = rendering;
	return {
		depthResolution: Math.max(1, Math.round(rendering.depthResolution * sampleMultiplier)),
		depthResolutionImportance: Math.round(rendering.depthResolutionImportance * sampleMultiplier),
		rayStart,
		rayEnd,
		disparitySpaceSampling,
		whiteBack,
	};
}

/** The uniform numbers that a jitter means for so many rays and samples. */
export function sampleNoise(jitter: Jitter, size: NoiseSize): SampleNoise {
	if (jitter.kind === "none") return NO_NOISE;
	return jitter.kind === "seeded" ? seededNoise(jitter.seed, size) : givenNoise(jitter, size);
}

function requireInteger(name: string, value: number, least: number, most: number): void {
	if (Number.isInteger(value) && value >= least && value <= most) return;
	throw new InputError(`${name}: ${value}, want a whole number from ${least} to ${most}`);
}
