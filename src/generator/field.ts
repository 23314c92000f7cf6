/** One person's volume as the renderer takes it. */

import type { GeneratorConfig } from "../networks/config.ts";
import { decoderWeights } from "../networks/decoder.ts";
import type { Weights } from "../networks/parameters.ts";
import type { TriplaneField } from "../rendering/march/contract.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";

/** @param planes  [1, 3, C, H, W]; the field shares its data */
export function triplaneField(config: GeneratorConfig, weights: Weights, planes: HostTensor<"float32">): TriplaneField {
	const { rendering, decoder } = config;
	return {
		planes: float32Tensor(planes.shape.slice(1), planes.data),
		decoder: decoderWeights(weights, decoder),
		boxWarp: rendering.boxWarp,
		planeAxes: rendering.planeAxes,
	};
}
