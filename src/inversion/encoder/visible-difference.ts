/**
 * How different two w look: the mean squared difference of their pictures, to first order, as a quadratic form of the
 * difference of their coordinates. Most directions of w are flat, and many say what few people wear, so that neither
 * their number nor their length says what can be seen.
 */

import { choleskyInPlace } from "../../analysis/linear/cholesky.ts";
import { NO_TRUNCATION, personOfSeed, wsOfLayers } from "../../analysis/person.ts";
import type { Generator } from "../../generator/generator.ts";
import { frontalConditioning } from "../../generator/training-cameras.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { sum } from "../../tensor/statistics.ts";
import type { LatentSpace } from "../latent-space.ts";

/** Directions are looked along as long as this share of the variance of w is not told yet. */
const LOOKED_ALONG = 0.97;
/** Added to every direction, in means of all: what cannot be seen is told as the mean person has it. */
const LEAST = 0.02;
/** Pixels of a side of the pictures that are compared. */
const SIDE = 32;

export interface VisibleDifferenceOptions {
	/** About whom pictures are compared; with 0, directions count as much as their variance. */
	readonly people: number;
	/** Of the first one. */
	readonly seed: number;
	readonly signal?: AbortSignal | undefined;
	/** Hears of the share that is done. */
	readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * @returns F [count, count]: the difference d of coordinates looks as large as the sum of squares of d F, which is 1 in the
 *   mean between a person and the mean person
 */
export async function visibleDifference(
	generator: Generator,
	space: LatentSpace,
	options: VisibleDifferenceOptions,
): Promise<Float32Tensor> {
	const { count, deviations } = space;
	const looked = leading(
		deviations.map((deviation) => deviation ** 2),
		LOOKED_ALONG,
	);
	const form =
		options.people === 0
			? Float64Array.from({ length: count ** 2 }, (_, at) =>
					at % (count + 1) === 0 ? deviations[at % count]! ** 2 : 0,
				)
			: await formOfPictures(generator, space, looked, options);
	const diagonal = Float64Array.from({ length: count }, (_, at) => form[at * (count + 1)] ?? 0);
	const least = (LEAST * sum(diagonal)) / count;
	for (let at = 0; at < count; at++) form[at * (count + 1)]! += least;
	const trace = sum(diagonal) + count * least;
	for (let at = 0; at < form.length; at++) form[at]! /= trace;
	choleskyInPlace(form, count);
	const lower = Float32Array.from(form, (value, at) => (at % count > Math.floor(at / count) ? 0 : value));
	return float32Tensor([count, count], lower);
}

/** [count, count] mean products of what pictures change along the first directions. */
async function formOfPictures(
	generator: Generator,
	{ count, wDim, axes }: LatentSpace,
	looked: number,
	{ people, seed, signal, onProgress }: VisibleDifferenceOptions,
): Promise<Float64Array> {
	const form = new Float64Array(count ** 2);
	for (let person = 0; person < people; person++) {
		const { ws } = await personOfSeed(generator, seed + person, NO_TRUNCATION);
		const own = await picture(generator, ws);
		const changes: Float32Array[] = [];
		for (let direction = 0; direction < looked; direction++) {
			throwIfAborted(signal, "directions of w");
			const moved = ws.data.slice(0, wDim);
			for (let at = 0; at < wDim; at++) moved[at]! += axes[direction * wDim + at]!;
			const other = await picture(generator, wsOfLayers(moved, generator.config.mapping));
			changes.push(other.map((value, at) => value - (own[at] ?? 0)));
			onProgress?.((person * looked + direction + 1) / (people * looked));
		}
		for (const [row, one] of changes.entries()) {
			for (const [column, other] of changes.slice(0, row + 1).entries()) {
				let product = 0;
				for (let at = 0; at < one.length; at++) product += one[at]! * other[at]!;
				form[row * count + column]! += product;
				if (column < row) form[column * count + row]! += product;
			}
		}
	}
	return form;
}

/** How many of the first make up a share of the sum. */
function leading(variances: Float64Array, share: number): number {
	const wanted = share * sum(variances);
	let [count, told] = [0, 0];
	while (count < variances.length && told < wanted) told += variances[count++] ?? 0;
	return count;
}

/** From the front. */
async function picture(generator: Generator, ws: Float32Tensor): Promise<Float32Array> {
	const camera = frontalConditioning(generator.config.rendering);
	const { imageRaw } = await generator.render(await generator.planes(ws), ws, camera, {
		...{ neuralRenderingResolution: SIDE, superresolution: false },
	});
	return imageRaw.data;
}
