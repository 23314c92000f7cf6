/**
 * A convolutional network with random weights, whose features tell sets of images apart where no trained network is to be
 * had. Random features of this kind carry layout, colour, edges and textures at several scales (Saxe et al. 2011; Ustyuzhaninov
 * et al. 2017); what a face is they do not know. Distances over them are therefore never called FID.
 *
 * The image is brought to 128 × 128 and halved three times. Of each of the four sizes:
 *
 *     5×5 convolution 3 → 32, filters without mean (but at the smallest size) → ReLU → mean of 2×2 pixels
 *     3×3 convolution 32 → 16 → ReLU → mean over each quarter of the image → 16 · 2 · 2 features
 *
 * so 256 features in all. Weights are standard normal numbers of a fixed seed over the square root of the fan-in: the same
 * on every machine up to the last bit. Version 1 will never change; a better network gets another name.
 */

import { resize2d } from "../../../graph/functions/resize.ts";
import type { Graph } from "../../../graph/graph.ts";
import { maximum, mul } from "../../../graph/ops/arithmetic.ts";
import { conv2d } from "../../../graph/ops/convolution.ts";
import { concat, reshape } from "../../../graph/ops/layout.ts";
import { reduceMean } from "../../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../../graph/symbolic.ts";
import { type Float32Tensor, float32Tensor } from "../../../tensor/host-tensor.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { matchShape } from "../../../tensor/shape.ts";

export const RANDOM_NETWORK = "random-v1";
export const RANDOM_FEATURES = 256;

const SEED = 20_260_101;
/**
 * The four sizes. Features are multiplied by a gain, so that each size has the same share of the variance: without it the
 * smallest size, which sees brightness, would drown the others.
 */
const SIZES = [
	{ side: 128, gain: 24 },
	{ side: 64, gain: 20 },
	{ side: 32, gain: 17 },
	{ side: 16, gain: 3.5 },
] as const;
const FIRST = { channels: 32, kernel: 5 } as const;
const SECOND = { channels: 16, kernel: 3 } as const;

/**
 * @param images  [N, 3, R, R], [−1, 1]
 * @returns       [N, 256]
 */
export function randomFeatures(graph: Graph, images: SymbolicTensor): SymbolicTensor {
	const { N } = matchShape("images", images.shape, ["N", 3, "R", "R"]);
	const random = new RandomState(SEED);
	const [largest] = SIZES;
	let image = resize2d(images, [largest.side, largest.side], { antialias: true });
	const features = SIZES.map((size) => {
		if (size !== largest) image = halved(image);
		const first = randomWeight(random, [FIRST.channels, 3, FIRST.kernel, FIRST.kernel]);
		const second = randomWeight(random, [SECOND.channels, FIRST.channels, SECOND.kernel, SECOND.kernel]);
		const filters = size === SIZES.at(-1) ? first : withoutMean(first);
		const edges = halved(rectified(conv2d(image, graph.constant(filters))));
		const textures = rectified(conv2d(edges, graph.constant(second)));
		return mul(reshape(quarterMeans(textures), [N, SECOND.channels * 4]), size.gain);
	});
	return concat(features, 1);
}

function rectified(x: SymbolicTensor): SymbolicTensor {
	return maximum(x, 0);
}

/** Means of 2 × 2 pixels. */
function halved(x: SymbolicTensor): SymbolicTensor {
	const [N = 0, C = 0, H = 0, W = 0] = x.shape;
	return reduceMean(reshape(x, [N, C, H / 2, 2, W / 2, 2]), [3, 5]);
}

/** Means over the four quarters of an image, [N, C, 2, 2]. */
function quarterMeans(x: SymbolicTensor): SymbolicTensor {
	const [N = 0, C = 0, H = 0, W = 0] = x.shape;
	return reduceMean(reshape(x, [N, C, 2, H / 2, 2, W / 2]), [3, 5]);
}

function randomWeight(random: RandomState, shape: readonly [number, number, number, number]): Float32Tensor {
	const [outputs, ...rest] = shape;
	const fanIn = rest.reduce((product, size) => product * size, 1);
	const values = random.randn(outputs * fanIn).map((value) => value / Math.sqrt(fanIn));
	return float32Tensor(shape, Float32Array.from(values));
}

/** Each filter less its mean over the pixels, channel by channel: it sees edges, not brightness. */
function withoutMean({ shape, data }: Float32Tensor): Float32Tensor {
	const [, , height = 0, width = 0] = shape;
	const taps = height * width;
	const values = Float32Array.from(data);
	for (let start = 0; start < values.length; start += taps) {
		const filter = values.subarray(start, start + taps);
		const mean = filter.reduce((sum, value) => sum + value, 0) / taps;
		for (let i = 0; i < taps; i++) filter[i]! -= mean;
	}
	return float32Tensor(shape, values);
}
