/** The discriminator as training runs it: its `image` blurred early on, both images augmented where asked, real raw images made of the real ones. */

import { resize2d } from "../../graph/functions/resize.ts";
import type { Graph } from "../../graph/graph.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { type DiscriminatorImages, discriminator } from "../../networks/discriminator.ts";
import type { Parameters } from "../../networks/parameters.ts";
import { augmentPair } from "../augment/augment-images.ts";
import { AUGMENTATION_LENGTH } from "../augment/draw-augmentation.ts";
import { phaseInput } from "../phases/inputs.ts";
import type { PhaseSetup } from "../phases/phase-setup.ts";
import { blurImage } from "./blur.ts";

/**
 * Logits [N, 1] of images for cameras `c` [N, 25]; `which` tells the inputs for label noise and augmentation apart.
 */
export function discriminate(
	graph: Graph,
	images: DiscriminatorImages,
	c: SymbolicTensor,
	parameters: Parameters,
	{ batch, blur, augment, discriminator: config }: PhaseSetup,
	which: "fake" | "real",
): SymbolicTensor {
	const { imgResolution: R, cDim, labelNoise } = config;
	const image = blur ? blurImage(images.image, phaseInput(graph, "blur", [R, R])) : images.image;
	const shown = { images: { image, imageRaw: images.imageRaw }, c };
	const pair = augment
		? augmentPair(shown.images, c, phaseInput(graph, `augment.${which}`, [batch, AUGMENTATION_LENGTH]))
		: shown;
	const noise = labelNoise > 0 ? phaseInput(graph, `label_noise.${which}`, [batch, cDim]) : null;
	return discriminator(pair.images, cDim > 0 ? pair.c : null, parameters, config, noise);
}

/** The real image shrunk to the raw image's size, and blurred as it is early on. [N, 3, R, R] → [N, 3, nrr, nrr] */
export function realRawImage(
	graph: Graph,
	image: SymbolicTensor,
	{ neuralRenderingResolution: side, blur, blurRawTarget }: PhaseSetup,
): SymbolicTensor {
	const small = resize2d(image, [side, side], { antialias: true });
	return blur && blurRawTarget ? blurImage(small, phaseInput(graph, "blur_raw", [side, side])) : small;
}

/** The real images `real_image` [N, 3, R, R], about [-1, 1], and what the renderer would have given of them. */
export function realImages(graph: Graph, setup: PhaseSetup): DiscriminatorImages {
	const { imgResolution: R } = setup.discriminator;
	const image = phaseInput(graph, "real_image", [setup.batch, 3, R, R]);
	return { image, imageRaw: realRawImage(graph, image, setup) };
}
