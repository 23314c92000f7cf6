/** One person's volume as the renderer takes it. */

import type { GpuTensor } from "../host/gpu.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { decoderWeights } from "../networks/decoder.ts";
import type { Weights } from "../networks/parameters.ts";
import type { TriplaneField } from "../rendering/march/contract.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { itemOf } from "./batch.ts";

/**
 * Planes of the host or of the GPU. They are not to be changed once they have been given to a renderer, which keeps what it
 * has made of them: another person is another tensor.
 */
export type Planes = FixedTensor | GpuTensor;

/** Whether planes lie on a GPU. */
export function isOnGpu(planes: Planes | Float32Tensor): planes is GpuTensor {
	return "buffer" in planes;
}

/** A field whose planes may lie on the GPU, for a renderer that runs there. */
export type PlacedField = Omit<TriplaneField, "planes"> & { readonly planes: Float32Tensor | GpuTensor };

/** @param planes  [1, 3, C, H, W]; the field shares its data */
export function triplaneField(config: GeneratorConfig, weights: Weights, planes: FixedTensor): TriplaneField {
	return { ...volumeOf(config, weights), planes: float32Tensor(planes.shape.slice(1), forReading(planes).data) };
}

/** @param planes  [N, 3, C, H, W], on a GPU [1, 3, C, H, W]; the field of item `person` shares its data */
export function placedField(config: GeneratorConfig, weights: Weights, planes: Planes, person: number): PlacedField {
	if (!isOnGpu(planes)) return triplaneField(config, weights, itemOf(forReading(planes), person));
	return { ...volumeOf(config, weights), planes: { ...planes, shape: planes.shape.slice(1) } };
}

/** As renderers take tensors, which they read only. */
function forReading(planes: FixedTensor): Float32Tensor {
	return planes as Float32Tensor;
}

/** Everything but the planes. */
function volumeOf({ rendering, decoder }: GeneratorConfig, weights: Weights): Omit<TriplaneField, "planes"> {
	const { boxWarp, planeAxes, triplaneDepth, rules } = rendering;
	return { decoder: decoderWeights(weights, decoder), boxWarp, planeAxes, triplaneDepth, rules };
}
