/**
 * How far the generator's images are from given ones: mean squared differences of the images and of the raw ones, as
 * auto-decoders are trained (Bojanowski et al. 2018, "GLO"; Rebain et al. 2022, "LOLNeRF", of single views), and of the
 * steps from pixel to pixel, without which the little that eyes and lips differ by is lost in the backdrop's.
 */

import { add, mul, sub } from "../../graph/ops/arithmetic.ts";
import { sliceAxis } from "../../graph/ops/layout.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { DiscriminatorImages } from "../../networks/discriminator.ts";

/**
 * Sum of both distances of each sample, [N]; images [N, 3, R, R] and raw ones [N, 3, nrr, nrr], about [-1, 1].
 * @param edges  weight of the steps, 0 for none
 */
export function reconstructionLoss(
	images: DiscriminatorImages,
	wanted: DiscriminatorImages,
	edges: number,
): SymbolicTensor {
	return add(distance(images.image, wanted.image, edges), distance(images.imageRaw, wanted.imageRaw, edges));
}

function distance(image: SymbolicTensor, wanted: SymbolicTensor, edges: number): SymbolicTensor {
	const difference = sub(image, wanted);
	const whole = meanSquare(difference);
	if (edges === 0) return whole;
	return add(whole, mul(add(meanSquare(steps(difference, 2)), meanSquare(steps(difference, 3))), edges));
}

/** From each pixel to the next one along an axis. */
function steps(image: SymbolicTensor, axis: 2 | 3): SymbolicTensor {
	const side = image.shape[axis] ?? 0;
	return sub(sliceAxis(image, axis, 1, side), sliceAxis(image, axis, 0, side - 1));
}

/** Of each sample, [N]. */
function meanSquare(x: SymbolicTensor): SymbolicTensor {
	return reduceMean(mul(x, x), [1, 2, 3]);
}
