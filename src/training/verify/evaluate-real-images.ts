/** What the discriminator says of a golden's real images when nothing is trained. */

import { createGraph } from "../../graph/create.ts";
import { serializeOnnx } from "../../graph/onnx/model.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { discriminator } from "../../networks/discriminator.ts";
import { constantParameters } from "../../networks/parameters.ts";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import type { TrainingNetworks } from "../networks/training-networks.ts";
import { realRawImage } from "../passes/discriminator-pass.ts";
import { PHASE_DEFAULTS } from "../phases/phase-setup.ts";
import { type TrainingGolden, trainingTensor } from "./training-golden.ts";

export interface RealImages {
	/** [N, 1] */
	readonly logits: Float32Tensor;
	/** [N, 3, nrr, nrr] */
	readonly imageRaw: Float32Tensor;
}

export async function evaluateRealImages(
	golden: TrainingGolden,
	{ generator, discriminator: judge }: TrainingNetworks,
	runtime: InferenceRuntime,
): Promise<RealImages> {
	const { imgResolution: R, cDim } = judge.config;
	const real = trainingTensor(golden, "real_image", ["N", 3, R, R]);
	const labels = trainingTensor(golden, "real_camera", ["N", cDim]);
	const graph = createGraph();
	const image = graph.input("image", real.shape);
	const imageRaw = realRawImage(image, {
		...PHASE_DEFAULTS,
		generator: generator.config,
		discriminator: judge.config,
		batch: real.shape[0] ?? 1,
		neuralRenderingResolution: generator.config.neuralRenderingResolution,
	});
	const config = { ...judge.config, labelNoise: 0 };
	const c = graph.input("c", labels.shape);
	const logits = discriminator({ image, imageRaw }, c, constantParameters(graph, judge.weights), config);
	const model = serializeOnnx({ name: "evaluation", outputs: { logits, image_raw: imageRaw } });
	const compiled = await runtime.compile("evaluation", model);
	try {
		const results = await compiled.run({ image: real, c: labels });
		return { logits: result(results, "logits"), imageRaw: result(results, "image_raw") };
	} finally {
		await compiled.dispose();
	}
}

function result(results: Readonly<Record<string, HostTensor>>, name: string): Float32Tensor {
	const tensor = results[name];
	if (!tensor) throw new RuntimeFailureError(`evaluation: the graph gave no '${name}'`);
	return expectDType(name, tensor, "float32");
}
