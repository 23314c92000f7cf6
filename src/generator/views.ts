/** Batches of rendered views. */

import type { HostTensor } from "../tensor/host-tensor.ts";
import { concatBatch, itemOf } from "./batch.ts";

/** A batch of rendered views; N cameras, nrr = neural rendering resolution, R = output side. */
export interface View {
	/** [N, 3, R, R], about [-1, 1]; `null` when super-resolution was left out. */
	readonly image: HostTensor<"float32"> | null;
	/** [N, 3, nrr, nrr], about [-1, 1]: the first three feature channels */
	readonly imageRaw: HostTensor<"float32">;
	/** [N, F, nrr, nrr] */
	readonly featureImage: HostTensor<"float32">;
	/** [N, 1, nrr, nrr] expected depth along the ray, world units */
	readonly imageDepth: HostTensor<"float32">;
	/** [N, 1, nrr, nrr] accumulated opacity, 0 to 1 */
	readonly opacity: HostTensor<"float32">;
}

/** Views of one shape, each of one or more cameras, as one batch. */
export function concatViews(views: readonly View[]): View {
	const join = (pick: (view: View) => HostTensor<"float32">): HostTensor<"float32"> => concatBatch(views.map(pick));
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
