/**
 * What a network's own discriminator sees in pictures, as a distance between them (Pan et al. 2020, deep generative prior):
 * every published checkpoint carries one, and it needs no network that was trained on other data.
 */

import { resize2d } from "../graph/functions/resize.ts";
import { add, div, mul, sub } from "../graph/ops/arithmetic.ts";
import { reduceMean } from "../graph/ops/reductions.ts";
import { abs } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { discriminatorFeatures } from "../networks/discriminator.ts";
import type { DiscriminatorConfig } from "../networks/discriminator-config.ts";
import type { Parameters } from "../networks/parameters.ts";
import type { TrainedWeights } from "../training/networks/training-networks.ts";

/** A discriminator whose features are compared. */
export interface FeatureNetwork {
	readonly config: DiscriminatorConfig;
	readonly weights: TrainedWeights;
}

/** Against features that are all zero. */
const TINY = 1e-8;

/**
 * Mean over the blocks of the mean absolute difference of features, in units of their mean size in the wanted picture: 0 for
 * equal pictures, whatever the scale of the weights. Raw images stand for both images that a dual discriminator compares.
 * @param seen, wanted  [1, 3, s, s], about [-1, 1]
 */
export function featureDifference(
	seen: SymbolicTensor,
	wanted: SymbolicTensor,
	parameters: Parameters,
	config: DiscriminatorConfig,
): SymbolicTensor {
	const { imgResolution: R } = config;
	const features = (imageRaw: SymbolicTensor): SymbolicTensor[] => {
		const image = resize2d(imageRaw, [R, R], { antialias: true });
		return discriminatorFeatures({ image, imageRaw }, parameters, config);
	};
	const [own, others] = [features(seen), features(wanted)];
	const differences = own.map((block, at) => {
		const other = others[at] ?? block;
		return div(reduceMean(abs(sub(block, other))), add(reduceMean(abs(other)), TINY));
	});
	const [first = reduceMean(seen), ...more] = differences;
	return mul(more.reduce(add, first), 1 / differences.length);
}
