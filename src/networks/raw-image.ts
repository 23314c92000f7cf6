/**
 * From marched features to what super-resolution takes, where a network has more between the two than the first three
 * features (An et al. 2023, PanoHead §3.3): a picture behind the volume, added where light passes through, and a layer
 * that makes the raw image.
 *
 * Where the paper does not say it, the simplest reading is computed: the background takes the first of the ws, is resized
 * to the rays where they are more or fewer than its pixels, and is added before the raw image is made.
 */

import { resize2d } from "../graph/functions/resize.ts";
import { add, mul, sub } from "../graph/ops/arithmetic.ts";
import { reshape, sliceAxis } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { InputError } from "../tensor/errors.ts";
import { matchShape } from "../tensor/shape.ts";
import type { GeneratorConfig } from "./config.ts";
import type { Parameters } from "./parameters.ts";
import { countWs, synthesis, toRGB } from "./synthesis.ts";
import type { GraphTarget } from "./target.ts";

/** What is known of the volume, seen by a camera. */
export interface MarchedImages {
	/** [N, F, nrr, nrr] */
	readonly featureImage: SymbolicTensor;
	/** [N, 1, nrr, nrr], 0 to 1; `null` where it is not known, which networks with a background cannot do without */
	readonly opacity: SymbolicTensor | null;
	/** [N, numWs, wDim] */
	readonly ws: SymbolicTensor;
}

export interface RawImages {
	/** [N, F, nrr, nrr], the background behind it */
	readonly featureImage: SymbolicTensor;
	/** [N, 3, nrr, nrr] */
	readonly imageRaw: SymbolicTensor;
}

/** Whether features are anything else than what is marched, or the raw image than the first three of them. */
export function hasRawLayers({ background, rawImage }: Pick<GeneratorConfig, "background" | "rawImage">): boolean {
	return background !== null || rawImage !== null;
}

/**
 * @param parameters  the generator's: `bcg_synthesis` and `torgb` are read
 * Throws `InputError` where a network with a background does not get the opacity.
 */
export function rawImages(
	marched: MarchedImages,
	parameters: Parameters,
	config: GeneratorConfig,
	target: GraphTarget = "any",
): RawImages {
	const featureImage = withBackground(marched, parameters, config, target);
	const { rawImage } = config;
	if (rawImage === null) return { featureImage, imageRaw: sliceAxis(featureImage, 1, 0, 3) };
	const w = lastOf(marched.ws);
	const layer = { imgChannels: 3, convClamp: rawImage.convClamp };
	return { featureImage, imageRaw: toRGB(featureImage, w, parameters.scope("torgb"), layer, target) };
}

/** features + (1 − opacity) · background */
function withBackground(
	{ featureImage, opacity, ws }: MarchedImages,
	parameters: Parameters,
	{ background, superresolution }: GeneratorConfig,
	target: GraphTarget,
): SymbolicTensor {
	if (background === null) return featureImage;
	if (opacity === null) {
		throw new InputError(
			"background: wants the opacity of the volume, which is not computed here – PanoHead's networks are not trained where the renderer is no part of the graph",
		);
	}
	const { N, F, H, W } = matchShape("featureImage", featureImage.shape, ["N", "F", "H", "W"]);
	matchShape("opacity", opacity.shape, [N, 1, H, W]);
	const own = sliceAxis(ws, 1, 0, countWs(background));
	const picture = synthesis(own, parameters.scope("bcg_synthesis"), background, "const", target);
	const { side } = matchShape("background", picture.shape, [N, F, "side", "side"]);
	const fitted =
		side === H && side === W ? picture : resize2d(picture, [H, W], { antialias: superresolution.antialias });
	return add(featureImage, mul(sub(1, opacity), fitted));
}

/** [N, numWs, wDim] → [N, wDim] */
function lastOf(ws: SymbolicTensor): SymbolicTensor {
	const { N, numWs, wDim } = matchShape("ws", ws.shape, ["N", "numWs", "wDim"]);
	return reshape(sliceAxis(ws, 1, numWs - 1, numWs), [N, wDim]);
}
