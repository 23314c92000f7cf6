/**
 * Random discriminator weights as the published networks start from (Karras et al. 2020; eg3d.md §9): normal weights of
 * unit variance divided by the learning-rate multiplier, zero biases. As in `initialize.ts`, the network itself says
 * which tensors there are.
 */

import { createGraph } from "../graph/create.ts";
import { float32Tensor, type HostTensor, zeros } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { elementCount, type Shape } from "../tensor/shape.ts";
import { discriminator } from "./discriminator.ts";
import type { DiscriminatorConfig } from "./discriminator-config.ts";
import { inputParameters, type Weights } from "./parameters.ts";

/** Random discriminator weights by official name, repeatable by `seed` (0 … 2³²-1). */
export function initializeDiscriminator(config: DiscriminatorConfig, seed: number): Weights {
	const random = new RandomState(seed);
	const weights = new Map<string, HostTensor>();
	for (const [name, shape] of discriminatorShapes(config)) {
		if (name.endsWith(".bias")) {
			weights.set(name, zeros("float32", shape));
			continue;
		}
		const gain = /^mapping\.fc\d+\./.test(name) ? 1 / (config.mapping?.lrMultiplier ?? 1) : 1;
		const normal = random.randn(elementCount(shape)).map((value) => value * gain);
		weights.set(name, float32Tensor(shape, normal));
	}
	return weights;
}

/** Name and shape of every parameter of a discriminator, in a fixed order. */
export function discriminatorShapes(config: DiscriminatorConfig): ReadonlyMap<string, Shape> {
	const graph = createGraph();
	const { imgResolution: side, imgChannels, cDim } = config;
	const image = graph.input("image", [1, imgChannels / 2, side, side]);
	const c = cDim > 0 ? graph.input("c", [1, cDim]) : null;
	const notParameters = new Set(graph.inputs.keys());
	discriminator({ image, imageRaw: image }, c, inputParameters(graph), { ...config, labelNoise: 0 });
	const shapes = [...graph.inputs].filter(([name]) => !notParameters.has(name));
	return new Map(shapes.map(([name, tensor]) => [name, tensor.shape]));
}
