/** Batches of rendered views. */

import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { concatBatch, itemOf } from "./batch.ts";

/** A batch of rendered views; N cameras, nrr = neural rendering resolution, R = output side. */
export interface View {
	/** [N, 3, R, R], about [-1, 1]; `null` when super-resolution was left out. */
	readonly image: Float32Tensor | null;
	/** [N, 3, nrr, nrr], about [-1, 1]: the first three feature channels */
	readonly imageRaw: Float32Tensor;
	/** [N, F, nrr, nrr] */
	readonly featureImage: Float32Tensor;
	/** [N, 1, nrr, nrr] expected depth along the ray, world units */
	readonly imageDepth: Float32Tensor;
	/** [N, 1, nrr, nrr] accumulated opacity, 0 to 1 */
	readonly opacity: Float32Tensor;
}

/** Views of one shape, each of one or more cameras, as one batch. */
export function concatViews(views: readonly View[]): View {
	const join = (pick: (view: View) => Float32Tensor): Float32Tensor => concatBatch(views.map(pick));
	const images = views.flatMap((view) => (view.image ? [view.image] : []));
	return {
		image: images.length > 0 ? concatBatch(images) : null,
		imageRaw: join((view) => view.imageRaw),
		featureImage: join((view) => view.featureImage),
		imageDepth: join((view) => view.imageDepth),
		opacity: join((view) => view.opacity),
	};
}

/** View `index` of a batch, as a batch of one; shares the data. */
export function viewOf({ image, imageRaw, featureImage, imageDepth, opacity }: View, index: number): View {
	return {
		image: image && itemOf(image, index),
		imageRaw: itemOf(imageRaw, index),
		featureImage: itemOf(featureImage, index),
		imageDepth: itemOf(imageDepth, index),
		opacity: itemOf(opacity, index),
	};
}
