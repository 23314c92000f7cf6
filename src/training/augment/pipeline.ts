/**
 * Which augmentations stand before the discriminator (Karras et al. 2020, "Training Generative Adversarial Networks with
 * Limited Data", appendix B), under the published names of their groups.
 */

import type { TrainingSettings } from "../settings.ts";

/** One transform each; all of them are drawn for every image, and each is applied with the pipeline's probability. */
export type Augmentation =
	| "xflip"
	| "rotate90"
	| "xint"
	| "scale"
	| "rotate"
	| "aniso"
	| "xfrac"
	| "brightness"
	| "contrast"
	| "lumaflip"
	| "hue"
	| "saturation";

const BLIT: readonly Augmentation[] = ["xflip", "rotate90", "xint"];
const GEOM: readonly Augmentation[] = ["scale", "rotate", "aniso", "xfrac"];
const COLOR: readonly Augmentation[] = ["brightness", "contrast", "lumaflip", "hue", "saturation"];

/** As `--augpipe` names them. */
export const PIPELINES: Readonly<Record<TrainingSettings["augpipe"], readonly Augmentation[]>> = {
	blit: BLIT,
	geom: GEOM,
	color: COLOR,
	bg: [...BLIT, ...GEOM],
	bgc: [...BLIT, ...GEOM, ...COLOR],
};
