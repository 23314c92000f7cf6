/**
 * The dual discriminator (eg3d.md §9): sees the super-resolved image and the rendered one side by side, so that both
 * show the same thing, and judges them for a camera.
 */

import { resize2d } from "../graph/functions/resize.ts";
import { add, mul, sub } from "../graph/ops/arithmetic.ts";
import { concat, reshape } from "../graph/ops/layout.ts";
import { reduceMean, reduceSum } from "../graph/ops/reductions.ts";
import { sqrt, square } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { ShapeError } from "../tensor/errors.ts";
import { matchShape } from "../tensor/shape.ts";
import { convLayer } from "./conv-layer.ts";
import type {
	DiscriminatorBlockConfig,
	DiscriminatorConfig,
	DiscriminatorEpilogueConfig,
} from "./discriminator-config.ts";
import { fullyConnected } from "./fully-connected.ts";
import { mapping } from "./mapping.ts";
import { minibatchStd } from "./minibatch-std.ts";
import type { Parameters } from "./parameters.ts";

export interface DiscriminatorImages {
	/** [N, 3, R, R], about [-1, 1] */
	readonly image: SymbolicTensor;
	/** [N, 3, nrr, nrr], about [-1, 1]; resized to R with antialias */
	readonly imageRaw: SymbolicTensor;
}

/**
 * @param c           [N, cDim] labels of the rendering cameras; `null` where cDim is 0
 * @param labelNoise  [N, cDim] normal numbers; `null` where the configuration has no label noise
 * @returns           logits [N, 1]: the larger, the more real
 */
export function discriminator(
	images: DiscriminatorImages,
	c: SymbolicTensor | null,
	parameters: Parameters,
	config: DiscriminatorConfig,
	labelNoise: SymbolicTensor | null = null,
): SymbolicTensor {
	const { epilogue } = config;
	const x = discriminatorFeatures(images, parameters, config).at(-1) ?? images.image;
	const features = discriminatorEpilogue(x, parameters.scope(epilogue.name), epilogue, config.mapping?.cmapDim ?? 1);
	if (!config.mapping || !c) return features;
	const { cmapDim, numLayers, lrMultiplier } = config.mapping;
	const sizes = { zDim: 0, cDim: config.cDim, wDim: cmapDim, numLayers, lrMultiplier, numWs: 0, normalizeZ: true };
	const mapped = mapping(null, noisyLabels(c, labelNoise, config.labelNoise), parameters.scope("mapping"), sizes);
	return mul(reduceSum(mul(features, mapped), [1], true), 1 / Math.sqrt(cmapDim));
}

/** What each of the blocks gives: [N, channels, r, r], r from half of the resolution down to 4. */
export function discriminatorFeatures(
	{ image, imageRaw }: DiscriminatorImages,
	parameters: Parameters,
	{ imgResolution: R, imgChannels, blocks }: DiscriminatorConfig,
): SymbolicTensor[] {
	const { N } = matchShape("image", image.shape, ["N", imgChannels / 2, R, R]);
	matchShape("imageRaw", imageRaw.shape, [N, imgChannels / 2, "nrr", "nrr"]);
	let x = concat([image, resize2d(imageRaw, [R, R], { antialias: true })], 1);
	return blocks.map((block, index) => {
		x = discriminatorBlock(x, parameters.scope(block.name), block, index === 0);
		return x;
	});
}

/** [N, inChannels, r, r] (or images, in the first block) → [N, outChannels, r / 2, r / 2] */
function discriminatorBlock(
	x: SymbolicTensor,
	parameters: Parameters,
	{ inChannels, outChannels, convClamp }: DiscriminatorBlockConfig,
	isFirst: boolean,
): SymbolicTensor {
	const features = isFirst
		? convLayer(x, parameters.scope("fromrgb"), {
				outChannels: inChannels,
				kernel: 1,
				activation: "lrelu",
				convClamp,
			})
		: x;
	const half = { outChannels, down: true, gain: Math.SQRT1_2 } as const;
	const skip = convLayer(features, parameters.scope("skip"), { ...half, kernel: 1, activation: "linear" });
	const same = { outChannels: inChannels, kernel: 3, activation: "lrelu", convClamp } as const;
	const inner = convLayer(features, parameters.scope("conv0"), same);
	const outer = convLayer(inner, parameters.scope("conv1"), { ...half, kernel: 3, activation: "lrelu", convClamp });
	return add(skip, outer);
}

/** [N, inChannels, r, r] → [N, outFeatures] */
function discriminatorEpilogue(
	x: SymbolicTensor,
	parameters: Parameters,
	{ inChannels, resolution, groupSize, stdChannels, convClamp }: DiscriminatorEpilogueConfig,
	outFeatures: number,
): SymbolicTensor {
	const { N } = matchShape("epilogue", x.shape, ["N", inChannels, resolution, resolution]);
	const seen = minibatchStd(x, { groupSize, stdChannels });
	const same = { outChannels: inChannels, kernel: 3, activation: "lrelu", convClamp } as const;
	const y = reshape(convLayer(seen, parameters.scope("conv"), same), [N, inChannels * resolution ** 2]);
	const hidden = fullyConnected(y, parameters.scope("fc"), {
		inFeatures: inChannels * resolution ** 2,
		outFeatures: inChannels,
		activation: "lrelu",
		lrMultiplier: 1,
	});
	const last = { inFeatures: inChannels, outFeatures, activation: "linear", lrMultiplier: 1 } as const;
	return fullyConnected(hidden, parameters.scope("out"), last);
}

/** Labels [N, cDim] plus noise in units of each entry's standard deviation over the batch (of samples: N - 1). */
function noisyLabels(c: SymbolicTensor, noise: SymbolicTensor | null, strength: number): SymbolicTensor {
	if (strength === 0) return c;
	if (!noise)
		throw new ShapeError(`discriminator: label noise of ${strength} wants normal numbers [N, cDim], got none`);
	const { N } = matchShape("c", c.shape, ["N", "cDim"]);
	const centred = sub(c, reduceMean(c, [0], true));
	const deviation = sqrt(mul(reduceSum(square(centred), [0], true), 1 / (N - 1)));
	return add(c, mul(mul(noise, deviation), strength));
}
