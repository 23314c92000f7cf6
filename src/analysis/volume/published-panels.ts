/**
 * The report's own panels (experiment E2), for comparison: sigma and colour of the fine samples by their index. The report
 * took the index for a channel or a depth; it is neither. Importance samples come in the order of their random numbers, so
 * that the same index stands at another depth in every pixel, and panels differ by noise alone. `depths` shows it.
 */

import { splitLabel } from "../../camera/label.ts";
import type { Generator } from "../../generator/generator.ts";
import { marchOptions, sampleNoise } from "../../generator/render-options.ts";
import { importanceDepths } from "../../rendering/importance.ts";
import { marchIntervals } from "../../rendering/march/composite.ts";
import { rayLimits } from "../../rendering/ray-box.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { stratifiedDepths } from "../../rendering/samplers.ts";
import { InputError } from "../../tensor/errors.ts";
import type { FixedTensor, Float32Tensor } from "../../tensor/host-tensor.ts";
import { sampleRays } from "./ray-samples.ts";

export interface PublishedPanel {
	/** Index of the sample; `null` is the mean over all. */
	readonly index: number | null;
	/** [M] */
	readonly sigma: Float32Array;
	/** [M, 3] */
	readonly rgb: Float32Array;
	/** [M] world units along the ray */
	readonly depths: Float32Array;
}

export interface PublishedPanels {
	readonly side: number;
	/** Fine samples per ray. */
	readonly samples: number;
	readonly panels: readonly PublishedPanel[];
}

/**
 * @param planes  [1, 3, C, H, W]
 * @param label   [1, 25]
 * @param count   panels of equidistant indices, before the mean
 */
export async function publishedPanels(
	generator: Generator,
	planes: FixedTensor,
	label: Float32Tensor,
	side: number,
	count: number,
	options: {
		readonly jitterSeed: number;
		readonly sampleMultiplier: number;
		readonly signal?: AbortSignal | undefined;
	},
): Promise<PublishedPanels> {
	const { rendering } = generator.config;
	const march = marchOptions(rendering, options.sampleMultiplier);
	const { depthResolution: S, depthResolutionImportance: K, disparitySpaceSampling } = march;
	if (K === 0) throw new InputError("publishedPanels: this network has no fine samples to show");
	const M = side * side;
	const rays = pixelRays(splitLabel(label), { width: side, height: side });
	const limits = rayLimits(rays, march, rendering.boxWarp);
	const noise = sampleNoise({ kind: "seeded", seed: options.jitterSeed }, { rayCount: M, ...march });
	const coarse = new Float64Array(M * S);
	for (let ray = 0; ray < M; ray++) {
		const jitter = noise.jitterCoarse?.data.subarray(ray * S, (ray + 1) * S) ?? null;
		const range = { near: limits.near[ray] ?? 0, far: limits.far[ray] ?? 0 };
		coarse.set(stratifiedDepths(range, jitter, S, disparitySpaceSampling), ray * S);
	}
	const first = await sampleRays(generator, planes, rays, coarse, options.signal);
	const fine = new Float64Array(M * K);
	for (let ray = 0; ray < M; ray++) {
		const depths = coarse.subarray(ray * S, (ray + 1) * S);
		const { weights } = marchIntervals(depths, Float64Array.from(first.sigma.subarray(ray * S, (ray + 1) * S)));
		const u = noise.uImportance?.data.subarray(ray * K, (ray + 1) * K) ?? null;
		fine.set(importanceDepths(depths, weights, u, K), ray * K);
	}
	const { sigma, rgb } = await sampleRays(generator, planes, rays, fine, options.signal);
	const indices = Array.from({ length: Math.min(count, K) }, (_, panel) =>
		Math.floor((panel * K) / Math.min(count, K)),
	);
	const panel = (index: number | null): PublishedPanel => ({
		index,
		sigma: picked(sigma, K, 1, index),
		rgb: picked(rgb, K, 3, index),
		depths: picked(fine, K, 1, index),
	});
	return { side, samples: K, panels: [...indices.map(panel), panel(null)] };
}

/** One sample of each ray, or the mean. @param values [M, K, width] @returns [M, width] */
function picked(values: Float32Array | Float64Array, K: number, width: number, index: number | null): Float32Array {
	const M = values.length / (K * width);
	return Float32Array.from({ length: M * width }, (_, at) => {
		const [ray, channel] = [Math.floor(at / width), at % width];
		if (index !== null) return values[(ray * K + index) * width + channel] ?? 0;
		let sum = 0;
		for (let sample = 0; sample < K; sample++) sum += values[(ray * K + sample) * width + channel] ?? 0;
		return sum / K;
	});
}
