/**
 * Random weights as the published networks start from (Karras et al. 2020; eg3d.md §2–4): normal weights of unit
 * variance divided by the learning-rate multiplier, zero biases, affine biases of one, zero noise strengths.
 *
 * Which tensors there are is not listed a second time: the networks are built once with parameters as graph inputs,
 * and what they ask for is what they get.
 */

import { createGraph } from "../graph/create.ts";
import { float32Tensor, type HostTensor, zeros } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { elementCount, type Shape } from "../tensor/shape.ts";
import type { GeneratorConfig } from "./config.ts";
import { GeneratorNetwork, latentInputs } from "./generator-network.ts";
import { inputParameters, type Weights } from "./parameters.ts";

/** Random generator weights by official name, repeatable by `seed` (0 … 2³²-1). */
export function initializeGenerator(config: GeneratorConfig, seed: number): Weights {
	const random = new RandomState(seed);
	const weights = new Map<string, HostTensor>();
	for (const [name, shape] of generatorShapes(config)) weights.set(name, initialValue(name, shape, config, random));
	return weights;
}

/** Name and shape of every tensor of a generator, in a fixed order. */
export function generatorShapes(config: GeneratorConfig): ReadonlyMap<string, Shape> {
	const graph = createGraph();
	const { wDim, numWs } = config.mapping;
	const { z, c } = latentInputs(graph, config);
	const ws = graph.input("ws", [1, numWs, wDim]);
	const side = config.superresolution.inputResolution;
	const raw = graph.input("image_raw", [1, 3, side, side]);
	const features = graph.input("feature_image", [1, config.decoder.featureChannels, side, side]);
	const opacity = graph.input("opacity", [1, 1, side, side]);
	const notParameters = new Set(graph.inputs.keys());

	// The buffers of noise exist in every mode.
	const superresolution = { ...config.superresolution, noiseMode: "const" } as const;
	const network = new GeneratorNetwork(inputParameters(graph), { ...config, superresolution });
	network.mapping(z, c);
	network.wAvg();
	network.planes(ws, "const");
	network.decoder();
	network.rawImages({ featureImage: features, opacity, ws });
	network.superresolution(raw, features, ws);

	const shapes = [...graph.inputs].filter(([name]) => !notParameters.has(name));
	return new Map(shapes.map(([name, tensor]) => [name, tensor.shape]));
}

function initialValue(name: string, shape: Shape, config: GeneratorConfig, random: RandomState): HostTensor {
	const normal = (gain: number): HostTensor =>
		float32Tensor(
			shape,
			random.randn(elementCount(shape)).map((value) => value * gain),
		);
	if (name.endsWith("affine.bias")) return float32Tensor(shape, new Float32Array(elementCount(shape)).fill(1));
	if (/\.(bias|noise_strength|w_avg)$/.test(name)) return zeros("float32", shape);
	if (/mapping\.fc\d+\.weight$/.test(name)) return normal(1 / config.mapping.lrMultiplier);
	if (name.startsWith("decoder.")) return normal(1 / config.decoder.lrMultiplier);
	return normal(1);
}
