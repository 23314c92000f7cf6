/** What happens along single rays: sigma, density, light left and light stopped, finely and as the renderer sampled it. */

import { splitLabel } from "../../camera/label.ts";
import { triplaneField } from "../../generator/field.ts";
import type { Generator } from "../../generator/generator.ts";
import { marchOptions, sampleNoise } from "../../generator/render-options.ts";
import { marchIntervals } from "../../rendering/march/composite.ts";
import { DENSITY_SHIFT, type MarchOptions, type Rays } from "../../rendering/march/contract.ts";
import { softplus } from "../../rendering/march/decoder.ts";
import { traceRays } from "../../rendering/march/reference.ts";
import { traceableField } from "../../rendering/march/trace.ts";
import { rayLimits } from "../../rendering/ray-box.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { PickedPixel } from "./picked-pixels.ts";
import { sampleRays } from "./ray-samples.ts";

export interface RayCurveOptions {
	/** Samples of the fine curves. */
	readonly samples: number;
	/** Multiplies the renderer's own samples. */
	readonly sampleMultiplier: number;
	/** Seed of the renderer's own samples. */
	readonly jitterSeed: number;
	readonly signal?: AbortSignal | undefined;
}

/** One ray; all arrays run from near to far. */
export interface RayCurve {
	readonly pixel: PickedPixel;
	/** World units along the ray. */
	readonly depths: readonly number[];
	/** Raw output of the decoder. */
	readonly sigma: readonly number[];
	/** softplus(sigma − 1), per world unit. */
	readonly density: readonly number[];
	/** Light left in front of each depth, 0 to 1. */
	readonly transmittance: readonly number[];
	/** Light stopped per world unit: the weight of the interval over its length. */
	readonly stoppedPerUnit: readonly number[];
	/** Light stopped altogether, 0 to 1. */
	readonly opacity: number;
	/** The renderer's own samples, coarse and fine, sorted by depth, and the weights of the intervals between them. */
	readonly rendered: {
		readonly depths: readonly number[];
		readonly sigma: readonly number[];
		readonly weights: readonly number[];
		readonly opacity: number;
		/** Expected depth; `null` where nothing stopped. */
		readonly depth: number | null;
	};
}

/**
 * Looks along the rays of pixels.
 * @param planes  [1, 3, C, H, W]
 * @param label   [1, 25]
 */
export async function rayCurves(
	generator: Generator,
	planes: FixedTensor,
	label: Float32Tensor,
	pixels: readonly PickedPixel[],
	side: number,
	options: RayCurveOptions,
): Promise<RayCurve[]> {
	const { rendering } = generator.config;
	const rays = pixelRays(splitLabel(label), { width: side, height: side });
	const march = marchOptions(rendering, options.sampleMultiplier);
	const limits = rayLimits(rays, march, rendering.boxWarp);
	const indices = pixels.map(({ row, column }) => row * side + column);
	const traced = tracedSamples(generator, planes, rays, march, indices, options.jitterSeed);
	const curves: RayCurve[] = [];
	for (const [index, pixel] of pixels.entries()) {
		const ray = indices[index] ?? 0;
		const [near, far] = [limits.near[ray] ?? 0, limits.far[ray] ?? 0];
		const { samples, signal } = options;
		const depths = Float64Array.from({ length: samples }, (_, i) => near + ((far - near) * i) / (samples - 1));
		const { sigma } = await sampleRays(generator, planes, rayOf(rays, ray), depths, signal);
		const rendered = traced[index];
		if (rendered) curves.push({ pixel, ...fineCurve(depths, Float64Array.from(sigma)), rendered });
	}
	return curves;
}

/** Curves over depths [T]; the last interval's values stand for the last depth, too. */
export function fineCurve(depths: Float64Array, sigma: Float64Array): Omit<RayCurve, "pixel" | "rendered"> {
	const { alphas, transmittance, weights } = marchIntervals(depths, sigma);
	const last = weights.length - 1;
	const left = (transmittance[last] ?? 1) * (1 - (alphas[last] ?? 0));
	const perUnit = Array.from(weights, (weight, i) => weight / ((depths[i + 1] ?? 0) - (depths[i] ?? 0)));
	return {
		depths: [...depths],
		sigma: [...sigma],
		density: Array.from(sigma, (value) => softplus(value - DENSITY_SHIFT)),
		transmittance: [...transmittance, left],
		stoppedPerUnit: [...perUnit, perUnit[last] ?? 0],
		opacity: weights.reduce((sum, weight) => sum + weight, 0),
	};
}

function tracedSamples(
	generator: Generator,
	planes: FixedTensor,
	rays: Rays,
	march: MarchOptions,
	indices: readonly number[],
	jitterSeed: number,
): RayCurve["rendered"][] {
	const field = traceableField(triplaneField(generator.config, generator.weights, planes));
	const noise = sampleNoise({ kind: "seeded", seed: jitterSeed }, { rayCount: rays.origins.shape[0] ?? 0, ...march });
	return Array.from(traceRays(field, rays, march, noise, indices), ({ merged, composite }) => ({
		depths: [...merged.depths],
		sigma: [...merged.sigma],
		weights: [...marchIntervals(merged.depths, merged.sigma).weights],
		opacity: composite.opacity,
		depth: Number.isFinite(composite.depth) ? composite.depth : null,
	}));
}

function rayOf({ origins, directions }: Rays, ray: number): Rays {
	const row = ({ data }: Float32Tensor): Float32Tensor => float32Tensor([1, 3], data.slice(3 * ray, 3 * ray + 3));
	return { origins: row(origins), directions: row(directions) };
}
