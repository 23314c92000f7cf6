/** The w of many latents: their mean, which truncation pulls towards, and a first reader of traits. */

import { fitRidge } from "../../analysis/linear/ridge.ts";
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

const LATENTS = 4096;
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
): Promise<ManyWs> {
	const graph = createGraph();
	const setup = { ...PHASE_DEFAULTS, generator, batch: LATENTS, poseSwapping: false };
	const { w } = mapLatents(constantParameters(graph, weights), setup);
	const compiled = await runtime.compile("many ws", serializeOnnx({ name: "many ws", outputs: { w } }));
	try {
		const { zDim } = generator.mapping;
		const z = float32Tensor([LATENTS, zDim], new RandomState(0).randn(LATENTS * zDim));
		const { w: found } = await compiled.run({ z });
		if (!found) throw new RangeError("many ws: the graph gave no w");
		return { z, w: expectDType("w", found, "float32") };
	} finally {
		await compiled.dispose();
	}
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

/**
 * The linear layer that reads traits off w best, as `readerShapes` has it: a mapping that already knows something is not
 * disturbed by a reader that knows nothing.
 */
export function fittedReader({ z, w }: ManyWs, scale: TraitScale, lrMultiplier: number): TrainedWeights {
	const [count = 0, wDim = 0] = w.shape;
	const zDim = z.shape[1] ?? 0;
	const traits = Array.from({ length: count }, (_, at) =>
		visibleTraits(z.data.subarray(at * zDim, (at + 1) * zDim), scale),
	);
	const targets = scale.columns.map((_, column) => traits.map((of) => of[column] ?? 0));
	const fitted = fitRidge({ count, dimension: wDim, data: w.data }, targets, PENALTY);
	const weight = new Float32Array(targets.length * wDim);
	const bias = new Float32Array(targets.length);
	for (const [trait, row] of fitted.weights.entries()) {
		let offset = fitted.offsets[trait] ?? 0;
		for (let index = 0; index < wDim; index++) {
			const slope = (row[index] ?? 0) / (fitted.deviation[index] ?? 1);
			offset -= slope * (fitted.mean[index] ?? 0);
			weight[trait * wDim + index] = (slope * Math.sqrt(wDim)) / lrMultiplier;
		}
		bias[trait] = offset / lrMultiplier;
	}
	return new Map([
		["weight", float32Tensor([targets.length, wDim], weight)],
		["bias", float32Tensor([targets.length], bias)],
	]);
}
