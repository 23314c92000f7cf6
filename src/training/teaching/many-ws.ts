/** The w of many latents: their mean, which truncation pulls towards, and what they say of traits and traits of them. */

import { affineRow, fitRidge } from "../../analysis/linear/ridge.ts";
import { createGraph } from "../../graph/create.ts";
import { serializeOnnx } from "../../graph/onnx/model.ts";
import { type TraitScale, visibleTraits } from "../../heads/latent/visible-traits.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { constantParameters } from "../../networks/parameters.ts";
import { expectDType, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { mapLatents } from "../passes/generator-pass.ts";
import { PHASE_DEFAULTS } from "../phases/phase-setup.ts";

/** Latents whose mean is taken. */
const LATENTS = 4096;
/** Latents that something is fitted to. */
export const FITTED = 8192;
/** Of the variance of a number of w: the least that a reader's weights are worth. */
const PENALTY = 1e-3;

export interface ManyWs {
	/** [N, zDim] */
	readonly z: Float32Tensor;
	/** [N, wDim] */
	readonly w: Float32Tensor;
}

/** The same latents each time. */
export async function manyWs(
	runtime: InferenceRuntime,
	generator: GeneratorConfig,
	weights: TrainedWeights,
	count = LATENTS,
): Promise<ManyWs> {
	const graph = createGraph();
	const setup = { ...PHASE_DEFAULTS, generator, batch: count, poseSwapping: false };
	const { w } = mapLatents(constantParameters(graph, weights), setup);
	const compiled = await runtime.compile("many ws", serializeOnnx({ name: "many ws", outputs: { w } }));
	try {
		const { zDim } = generator.mapping;
		const z = float32Tensor([count, zDim], new RandomState(0).randn(count * zDim));
		const { w: found } = await compiled.run({ z });
		if (!found) throw new RangeError("many ws: the graph gave no w");
		return { z, w: expectDType("w", found, "float32") };
	} finally {
		await compiled.dispose();
	}
}

/** The configuration with a mapping of so many layers: what its first layers say is the w of that. */
export function withLayers(config: GeneratorConfig, numLayers: number): GeneratorConfig {
	return { ...config, mapping: { ...config.mapping, numLayers } };
}

/** @returns [wDim] */
export function meanOfWs({ w }: ManyWs): Float32Tensor {
	const [count = 0, wDim = 0] = w.shape;
	const sums = new Float64Array(wDim);
	for (let index = 0; index < w.data.length; index++)
		sums[index % wDim] = (sums[index % wDim] ?? 0) + (w.data[index] ?? 0);
	return float32Tensor(
		[wDim],
		Float32Array.from(sums, (sum) => sum / count),
	);
}

/** The traits of latents [N, zDim]: for each trait those of all of them. */
export function traitsOfLatents(z: Float32Tensor, scale: TraitScale): number[][] {
	const [count = 0, zDim = 0] = z.shape;
	const people = Array.from({ length: count }, (_, at) =>
		visibleTraits(z.data.subarray(at * zDim, (at + 1) * zDim), scale),
	);
	return scale.columns.map((_, column) => people.map((of) => of[column] ?? 0));
}

/** The linear layer that reads traits off w best, as `readerShapes` has it. */
export function fittedReader({ z, w }: ManyWs, scale: TraitScale, lrMultiplier: number): TrainedWeights {
	const [count = 0, wDim = 0] = w.shape;
	const targets = traitsOfLatents(z, scale);
	const fitted = fitRidge({ count, dimension: wDim, data: w.data }, targets, PENALTY);
	const weight = new Float32Array(targets.length * wDim);
	const bias = new Float32Array(targets.length);
	for (const trait of targets.keys()) {
		const { slopes, offset } = affineRow(fitted, trait);
		for (const [index, slope] of slopes.entries())
			weight[trait * wDim + index] = (slope * Math.sqrt(wDim)) / lrMultiplier;
		bias[trait] = offset / lrMultiplier;
	}
	return new Map([
		["weight", float32Tensor([targets.length, wDim], weight)],
		["bias", float32Tensor([targets.length], bias)],
	]);
}
