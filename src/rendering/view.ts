/** From marched rays to images: rows of rays become height and width, features become channels. */

import { ShapeError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";
import type { MarchResult } from "./march/contract.ts";
import type { ImageSize } from "./rays.ts";

/** One rendered view before super-resolution. */
export interface RenderedView {
	/** [1, F, H, W] composited features, about [−1, 1] */
	readonly featureImage: Float32Tensor;
	/** [1, 3, H, W] the first three features: RGB, about [−1, 1] */
	readonly imageRaw: Float32Tensor;
	/** [1, 1, H, W] expected depth along the ray, world units */
	readonly imageDepth: Float32Tensor;
	/** [1, 1, H, W] accumulated opacity, [0, 1] */
	readonly opacity: Float32Tensor;
}

const RGB_CHANNELS = 3;

/**
 * Lays rays out as images; ray number row · width + column becomes pixel (row, column).
 * Throws `ShapeError` where the rays are not `height · width`, or where there are fewer than three features.
 */
export function viewFromRays(marched: MarchResult, { width, height }: ImageSize): RenderedView {
	const pixels = width * height;
	const { F } = matchShape("features of the view", marched.features.shape, [pixels, "F"]);
	if (F < RGB_CHANNELS) throw new ShapeError(`viewFromRays: ${F} features, want at least ${RGB_CHANNELS} for RGB`);
	const channelFirst = new Float32Array(F * pixels);
	for (let pixel = 0; pixel < pixels; pixel++) {
		for (let channel = 0; channel < F; channel++) {
			channelFirst[channel * pixels + pixel] = marched.features.data[pixel * F + channel] ?? Number.NaN;
		}
	}
	return {
		featureImage: float32Tensor([1, F, height, width], channelFirst),
		imageRaw: float32Tensor([1, RGB_CHANNELS, height, width], channelFirst.slice(0, RGB_CHANNELS * pixels)),
		imageDepth: float32Tensor([1, 1, height, width], marched.depth.data),
		opacity: float32Tensor([1, 1, height, width], marched.opacity.data),
	};
}
