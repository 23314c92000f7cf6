/** Batches of rendered views. */

import { splitLabel } from "../camera/label.ts";
import { checkCamera } from "../camera/label-checks.ts";
import type { MarchControl, PreparedField } from "../rendering/march/contract.ts";
import { pixelRays } from "../rendering/rays.ts";
import { type RenderedView, viewFromRays } from "../rendering/view.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { concatBatch, itemOf } from "./batch.ts";
import { type ResolvedRender, sampleNoise } from "./render-options.ts";

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

/**
 * Renders the raw images of one camera.
 * @param label  [1, 25]; throws `InputError` unless it is a camera that a picture can be taken with
 */
export async function marchView(
	field: PreparedField,
	label: Float32Tensor,
	{ neuralRenderingResolution: side, march, jitter }: ResolvedRender,
	control: MarchControl,
): Promise<RenderedView> {
	const camera = splitLabel(label);
	checkCamera("render", camera);
	const size = { width: side, height: side };
	const noise = sampleNoise(jitter, { rayCount: side * side, ...march });
	return viewFromRays(await field.march(pixelRays(camera, size), march, noise, control), size);
}
