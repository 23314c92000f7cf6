/**
 * What a network would give that has learned where things are and nothing else: means of real images, blurred. A distance
 * as large as theirs is a ceiling that every training must get below.
 */

import { InputError } from "../../../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../../../tensor/host-tensor.ts";
import { randomBelow } from "../../../tensor/random-integers.ts";
import { RandomState } from "../../../tensor/random-state.ts";

/** Images of each mean. */
const MEAN_OF = 8;

/**
 * `count` blurred means of 8 images each, drawn from `images` [3, R, R]. The blur is a box of R / 16 pixels or more, laid
 * over rows and columns.
 */
export function* blurredMeans(
	images: readonly HostTensor<"uint8">[],
	count: number,
	seed: number,
): Generator<HostTensor<"uint8">, void, undefined> {
	const [first] = images;
	if (!first) throw new InputError("blurred means: of no images");
	const [, side = 0] = first.shape;
	const random = new RandomState(seed);
	for (let index = 0; index < count; index++) {
		const sum = new Float64Array(first.data.length);
		for (let part = 0; part < MEAN_OF; part++) {
			const { data } = images[randomBelow(random, images.length)] ?? first;
			for (let i = 0; i < sum.length; i++) sum[i]! += data[i]! / MEAN_OF;
		}
		yield hostTensor("uint8", first.shape, Uint8Array.from(blurred(sum, side), Math.round));
	}
}

/** Means over a square about each pixel, as far as it lies in the image. */
function blurred(planes: Float64Array, side: number): Float64Array {
	const reach = Math.max(1, Math.round(side / 32));
	const rows = alongLines(planes, side, reach, 1, side);
	return alongLines(rows, side, reach, side, 1);
}

function alongLines(planes: Float64Array, side: number, reach: number, step: number, lineStep: number): Float64Array {
	const result = new Float64Array(planes.length);
	for (let plane = 0; plane < planes.length; plane += side * side) {
		for (let line = 0; line < side; line++) {
			for (let i = 0; i < side; i++) {
				const [low, high] = [Math.max(i - reach, 0), Math.min(i + reach, side - 1)];
				let sum = 0;
				for (let k = low; k <= high; k++) sum += planes[plane + line * lineStep + k * step]!;
				result[plane + line * lineStep + i * step] = sum / (high - low + 1);
			}
		}
	}
	return result;
}
