/** Minibatch standard deviation (Karras et al. 2018, §3): shows the discriminator how alike the images of a batch are. */

import { add, sub } from "../graph/ops/arithmetic.ts";
import { concat, expand, reshape } from "../graph/ops/layout.ts";
import { reduceMean } from "../graph/ops/reductions.ts";
import { sqrt, square } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { ShapeError } from "../tensor/errors.ts";
import { formatShape, matchShape } from "../tensor/shape.ts";

const EPSILON = 1e-8;

export interface MinibatchStdOptions {
	/** Samples of a group, `null` for the whole batch; groups are made of every (N / groupSize)-th sample. */
	readonly groupSize: number | null;
	/** Channels added, each the mean over its share of the features. */
	readonly stdChannels: number;
}

/**
 * Adds channels with the standard deviation over each group of samples, averaged over features and pixels.
 * @param x  [N, C, H, W]; N a multiple of the group size (or smaller than it), C a multiple of `stdChannels`
 * @returns  [N, C + stdChannels, H, W]. Throws `ShapeError` where the batch or the channels cannot be divided so.
 */
export function minibatchStd(x: SymbolicTensor, { groupSize, stdChannels: F }: MinibatchStdOptions): SymbolicTensor {
	const { N, C, H, W } = matchShape("minibatchStd", x.shape, ["N", "C", "H", "W"]);
	if (F === 0) return x;
	const G = groupSize === null ? N : Math.min(groupSize, N);
	if (N % G !== 0 || C % F !== 0) {
		throw new ShapeError(
			`minibatchStd: input ${formatShape(x.shape)}, want a batch in groups of ${G} and channels in ${F} equal parts – ` +
				"choose a batch that is a multiple of the discriminator's group size",
		);
	}
	const groups = N / G;
	const grouped = reshape(x, [G, groups, F, (C / F) * H * W]);
	const centred = sub(grouped, reduceMean(grouped, [0], true));
	const deviation = sqrt(add(reduceMean(square(centred), [0]), EPSILON)); // [N / G, F, C / F · H · W]
	const statistic = reshape(reduceMean(deviation, [2]), [1, groups, F, 1, 1]);
	return concat([x, reshape(expand(statistic, [G, groups, F, H, W]), [N, F, H, W])], 1);
}
