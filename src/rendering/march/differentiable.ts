/**
 * The renderer with its way back, for a batch of fields that share a decoder: what training needs where the renderer is
 * no part of a graph. As in `symbolic.ts`, samples lie where they lie: gradients flow to planes and decoder only.
 */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { FieldRules } from "../field-rules.ts";
import type { PlaneAxes } from "../plane-axes.ts";
import type { DecoderWeights, MarchOptions, Rays, SampleNoise } from "./contract.ts";

/** Fields and the rays through them. N fields, M rays through each. */
export interface MarchBatch {
	/** [N, 3, C · G, H, W] */
	readonly planes: Float32Tensor;
	readonly decoder: DecoderWeights;
	readonly boxWarp: number;
	readonly planeAxes: PlaneAxes;
	/** G */
	readonly triplaneDepth: number;
	readonly rules: FieldRules;
	/** [N · M, 3], field by field. Automatic limits look at all of them together. */
	readonly rays: Rays;
	readonly options: MarchOptions;
	/** [N · M, S] and [N · M, K] */
	readonly noise: SampleNoise;
}

/** Gradients of whatever the features are used for. */
export interface MarchGradient {
	/** [N, 3, C · G, H, W] */
	readonly planes: Float32Tensor;
	/** By the weights as the renderer takes them, gains multiplied in; summed over the fields. */
	readonly decoder: DecoderWeights;
}

export interface DifferentiableMarcher {
	/** Features [N, M, F], about [-1, 1], as `RayMarcher` gives them. */
	march(batch: MarchBatch): Promise<Float32Tensor>;
	/** @param features  [N, M, F] gradient by the features. The same call gives the same numbers, bit for bit. */
	gradient(batch: MarchBatch, features: Float32Tensor): Promise<MarchGradient>;
	dispose(): Promise<void>;
}
