/** A feature extractor given as an ONNX file, with its description: preprocessing is a graph of ours, then theirs runs. */

import { imageFloats } from "../../../data/image-tensors.ts";
import { createGraph } from "../../../graph/create.ts";
import { resize2d } from "../../../graph/functions/resize.ts";
import { serializeOnnx } from "../../../graph/onnx/model.ts";
import { add, mul } from "../../../graph/ops/arithmetic.ts";
import { flip, transpose } from "../../../graph/ops/layout.ts";
import type { CompiledGraph, InferenceRuntime } from "../../../host/inference-runtime.ts";
import { SessionCache } from "../../../runtime/session-cache.ts";
import { RuntimeFailureError } from "../../../tensor/errors.ts";
import { float32Tensor, type HostTensor, hostTensor } from "../../../tensor/host-tensor.ts";
import { matchShape } from "../../../tensor/shape.ts";
import type { DetectorDescription } from "./detector-description.ts";
import type { FeatureExtractor } from "./extractor.ts";
import { inChunks, outputRows } from "./run-extractor.ts";

/** Rejects with `RuntimeFailureError` when the file is no ONNX model that runs here. */
export async function detectorExtractor(
	runtime: InferenceRuntime,
	model: Uint8Array,
	description: DetectorDescription,
): Promise<FeatureExtractor> {
	const { name, input, output, batch } = description;
	const detector = await runtime.compile(`detector ${name}`, model);
	const sessions = new SessionCache(runtime);
	const prepared = async (images: HostTensor<"uint8">): Promise<HostTensor> => {
		const [count = 0, , side = 0] = images.shape;
		const graph = await sessions.get(`prepare ${count}×${side}`, () => preparingModel(description, count, side));
		return named(await graph.run({ images: imageFloats(images) }), "prepared");
	};
	return {
		name,
		features: async (images) => {
			const { R } = matchShape("images", images.shape, ["N", 3, "R", "R"]);
			return await inChunks(images, batch, async (bytes) => {
				const count = bytes.length / (3 * R * R);
				const feed = await prepared(hostTensor("uint8", [count, 3, R, R], bytes));
				return outputRows(`detector ${name}`, await detector.run({ [input.name]: feed }), output, count);
			});
		},
		dispose: () => disposeAll(detector, sessions),
	};
}

/** What the description asks for, as ONNX: `images` [N, 3, R, R] in [−1, 1] → `prepared`. */
export function preparingModel({ input }: DetectorDescription, count: number, resolution: number): Uint8Array {
	const graph = createGraph();
	const { size, resize, range, mean, std, channels, layout } = input;
	let images = graph.input("images", [count, 3, resolution, resolution]);
	if (size !== "any") images = resize2d(images, [size, size], { antialias: resize === "bilinear-antialias" });
	// [−1, 1] → range → less mean, over std: one factor and one offset for each channel.
	const [low, high] = range;
	const factors = std.map((deviation) => (high - low) / 2 / deviation);
	const offsets = std.map((deviation, channel) => ((high + low) / 2 - (mean[channel] ?? 0)) / deviation);
	const perChannel = (values: readonly number[]): HostTensor => float32Tensor([1, 3, 1, 1], values);
	images = add(mul(images, graph.constant(perChannel(factors))), graph.constant(perChannel(offsets)));
	if (channels === "BGR") images = flip(images, [1]);
	if (layout === "NHWC") images = transpose(images, [0, 2, 3, 1]);
	return serializeOnnx({ name: "prepare", outputs: { prepared: images } });
}

function named(outputs: Readonly<Record<string, HostTensor>>, name: string): HostTensor {
	const tensor = outputs[name];
	if (!tensor) throw new RuntimeFailureError(`graph output '${name}': missing`);
	return tensor;
}

async function disposeAll(detector: CompiledGraph, sessions: SessionCache): Promise<void> {
	await detector.dispose();
	await sessions.dispose();
}
