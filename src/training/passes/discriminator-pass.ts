/** The discriminator as training runs it: its `image` blurred early on, both images augmented where asked, real raw images made of the real ones. */

import { resize2d } from "../../graph/functions/resize.ts";
import type { Graph } from "../../graph/graph.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { type DiscriminatorImages, discriminator } from "../../networks/discriminator.ts";
import type { Parameters } from "../../networks/parameters.ts";
import { augmentPair } from "../augment/augment-images.ts";
import { phaseInput } from "../phases/inputs.ts";
import type { PhaseSetup } from "../phases/phase-setup.ts";
import { blurImage } from "./blur.ts";

/** Logits [N, 1] of images for the cameras of their kind, each kind with augmentation and label noise of its own. */
export function discriminate(
	which: "fake" | "real",
	images: DiscriminatorImages,
	parameters: Parameters,
	setup: PhaseSetup,
): SymbolicTensor {
	const { graph } = parameters;
	const { blur, augment, discriminator: config } = setup;
	const c = phaseInput(graph, which === "fake" ? "gen_c" : "real_c", setup);
	const image = blur ? blurImage(images.image, phaseInput(graph, "blur", setup)) : images.image;
	const shown = { images: { image, imageRaw: images.imageRaw }, c };
	const pair = augment ? augmentPair(shown.images, c, phaseInput(graph, `augment.${which}`, setup)) : shown;
	const noise = config.labelNoise > 0 ? phaseInput(graph, `label_noise.${which}`, setup) : null;
	return discriminator(pair.images, config.cDim > 0 ? pair.c : null, parameters, config, noise);
}

/** The real image shrunk to the raw image's size, and blurred as it is early on. [N, 3, R, R] → [N, 3, nrr, nrr] */
export function realRawImage(image: SymbolicTensor, setup: PhaseSetup): SymbolicTensor {
	const { neuralRenderingResolution: side, blur } = setup;
	const small = resize2d(image, [side, side], { antialias: true });
	return blur ? blurImage(small, phaseInput(image.graph, "blur_raw", setup)) : small;
}

/** The real images `real_image` [N, 3, R, R], about [-1, 1], and what the renderer would have given of them. */
export function realImages(graph: Graph, setup: PhaseSetup): DiscriminatorImages {
	const image = phaseInput(graph, "real_image", setup);
	return { image, imageRaw: realRawImage(image, setup) };
}
