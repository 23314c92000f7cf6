/** Adam and the moving average on a range of shared parameters; see `optimiser/adam.ts`. */

import type { AdamOptions } from "../optimiser/adam.ts";
import { moveAverage } from "../optimiser/moving-average.ts";
import { sanitizeGradient } from "../optimiser/sanitize.ts";
import type { SharedNumbers } from "./flat-parameters.ts";

export interface RangeUpdate {
	readonly first: number;
	readonly end: number;
	readonly adam: AdamOptions;
	/** Updates so far, this one included. */
	readonly steps: number;
	/** How much of the moving average stays. */
	readonly averageShare: number;
}

/**
 * Moves the parameters of a range against the mean of the parts' gradients. Gradients that are no finite numbers are
 * replaced as in other training.
 * @returns how many of them there were
 */
export function updateRange(shared: SharedNumbers, { first, end, adam, steps, averageShare }: RangeUpdate): number {
	const slopes = new Float32Array(end - first);
	for (const part of shared.gradients) addScaled(slopes, part.subarray(first, end), 1 / shared.gradients.length);
	const run = (numbers: Float32Array): Float32Array => numbers.subarray(first, end);
	const values = run(shared.values);
	const replaced = sanitizeGradient(slopes);
	adamRange(values, slopes, run(shared.mean), run(shared.square), adam, steps);
	moveAverage(run(shared.average), values, averageShare);
	return replaced;
}

function addScaled(sum: Float32Array, part: Float32Array, factor: number): void {
	for (let index = 0; index < sum.length; index++) sum[index] = sum[index]! + factor * part[index]!;
}

/** The loop of `adamUpdate`, on numbers that many parameters share. */
function adamRange(
	values: Float32Array,
	slopes: Float32Array,
	mean: Float32Array,
	square: Float32Array,
	{ learningRate, beta1, beta2, epsilon }: AdamOptions,
	steps: number,
): void {
	const stepSize = learningRate / (1 - beta1 ** steps);
	const widening = 1 / Math.sqrt(1 - beta2 ** steps);
	for (let index = 0; index < values.length; index++) {
		const slope = slopes[index]!;
		const moment = beta1 * mean[index]! + (1 - beta1) * slope;
		const power = beta2 * square[index]! + (1 - beta2) * slope * slope;
		mean[index] = moment;
		square[index] = power;
		values[index] = values[index]! - (stepSize * moment) / (Math.sqrt(power) * widening + epsilon);
	}
}
