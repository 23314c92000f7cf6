/** The random network as a feature extractor. */

import { imageFloats } from "../../../data/image-tensors.ts";
import { createGraph } from "../../../graph/create.ts";
import { serializeOnnx } from "../../../graph/onnx/model.ts";
import type { InferenceRuntime } from "../../../host/inference-runtime.ts";
import { SessionCache } from "../../../runtime/session-cache.ts";
import { hostTensor } from "../../../tensor/host-tensor.ts";
import { matchShape } from "../../../tensor/shape.ts";
import type { FeatureExtractor } from "./extractor.ts";
import { RANDOM_NETWORK, randomFeatures } from "./random-network.ts";
import { inChunks, outputRows } from "./run-extractor.ts";

/** Images of one run of the graph. */
const CHUNK = 8;

/** Runs on any device; float32 sums in another order move features by about 1e-6 of their size. */
export function randomExtractor(runtime: InferenceRuntime): FeatureExtractor {
	const sessions = new SessionCache(runtime);
	return {
		name: RANDOM_NETWORK,
		features: async (images) => {
			const { R } = matchShape("images", images.shape, ["N", 3, "R", "R"]);
			return await inChunks(images, CHUNK, async (bytes) => {
				const count = bytes.length / (3 * R * R);
				const graph = await sessions.get(`${RANDOM_NETWORK} ${count}×${R}`, () => randomModel(count, R));
				const feeds = { images: imageFloats(hostTensor("uint8", [count, 3, R, R], bytes)) };
				return outputRows(RANDOM_NETWORK, await graph.run(feeds), "features", count);
			});
		},
		dispose: () => sessions.dispose(),
	};
}

/** The network as ONNX: `images` [N, 3, R, R] in [−1, 1] → `features` [N, 256]. */
export function randomModel(count: number, resolution: number): Uint8Array {
	const graph = createGraph();
	const images = graph.input("images", [count, 3, resolution, resolution]);
	return serializeOnnx({ name: RANDOM_NETWORK, outputs: { features: randomFeatures(graph, images) } });
}
