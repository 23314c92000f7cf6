/** One person's volume as the renderer takes it. */

import type { GpuTensor } from "../host/gpu.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { decoderWeights } from "../networks/decoder.ts";
import type { Weights } from "../networks/parameters.ts";
import type { TriplaneField } from "../rendering/march/contract.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { itemOf } from "./batch.ts";

/** Planes of the host or of the GPU. */
export type Planes = HostTensor<"float32"> | GpuTensor;

/** A field whose planes may lie on the GPU, for a renderer that runs there. */
export type PlacedField = Omit<TriplaneField, "planes"> & { readonly planes: Planes };

/** @param planes  [1, 3, C, H, W]; the field shares its data */
export function triplaneField(config: GeneratorConfig, weights: Weights, planes: HostTensor<"float32">): TriplaneField {
	return { ...volumeOf(config, weights), planes: float32Tensor(planes.shape.slice(1), planes.data) };
}

/** @param planes  [N, 3, C, H, W], on a GPU [1, 3, C, H, W]; the field of item `person` shares its data */
export function placedField(config: GeneratorConfig, weights: Weights, planes: Planes, person: number): PlacedField {
	if (!("buffer" in planes)) return triplaneField(config, weights, itemOf(planes, person));
	return { ...volumeOf(config, weights), planes: { ...planes, shape: planes.shape.slice(1) } };
}

/** Everything but the planes. */
function volumeOf({ rendering, decoder }: GeneratorConfig, weights: Weights): Omit<TriplaneField, "planes"> {
	return { decoder: decoderWeights(weights, decoder), boxWarp: rendering.boxWarp, planeAxes: rendering.planeAxes };
}
