/** The mean w of a mapping, which truncation pulls towards: computed from many latents, not tracked. */

import { createGraph } from "../../graph/create.ts";
import { serializeOnnx } from "../../graph/onnx/model.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { constantParameters } from "../../networks/parameters.ts";
import { expectDType, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { mapLatents } from "../passes/generator-pass.ts";
import { PHASE_DEFAULTS } from "../phases/phase-setup.ts";

const LATENTS = 4096;

/** @returns [wDim] */
export async function meanW(
	runtime: InferenceRuntime,
	generator: GeneratorConfig,
	weights: TrainedWeights,
): Promise<Float32Array> {
	const graph = createGraph();
	const setup = { ...PHASE_DEFAULTS, generator, batch: LATENTS, poseSwapping: false };
	const { w } = mapLatents(constantParameters(graph, weights), setup);
	const model = serializeOnnx({ name: "mean w", outputs: { mean: reduceMean(w, [0]) } });
	const compiled = await runtime.compile("mean w", model);
	try {
		const { zDim } = generator.mapping;
		const z = float32Tensor([LATENTS, zDim], new RandomState(0).randn(LATENTS * zDim));
		const { mean } = await compiled.run({ z });
		return mean ? expectDType("mean", mean, "float32").data : new Float32Array(generator.mapping.wDim);
	} finally {
		await compiled.dispose();
	}
}
