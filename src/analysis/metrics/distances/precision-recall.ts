/**
 * Precision and recall of generated images (Kynkäänniemi et al. 2019): a set's images with balls about them that reach to
 * the k-th nearest neighbour of the same set stand for its manifold. Precision is the share of generated images inside the
 * real manifold, recall the share of real images inside the generated one. Memory grows with the number of images, time
 * with its square. Numbers compare only for equal k and equal numbers of images.
 */

import { InputError } from "../../../tensor/errors.ts";
import { estimateOfShare, type MetricValue } from "../estimate.ts";
import { type FeatureSet, requireComparable } from "../features/feature-set.ts";

export interface PrecisionRecall {
	/** Intervals are of the images asked, with the other set's manifold as it is. */
	readonly precision: MetricValue;
	readonly recall: MetricValue;
}

/** As published. */
export const NEIGHBOURS = 3;

export function precisionRecall(
	real: FeatureSet,
	generated: FeatureSet,
	neighbours: number = NEIGHBOURS,
): PrecisionRecall {
	if (!(Number.isInteger(neighbours) && neighbours >= 1)) {
		throw new InputError(`precision and recall: ${neighbours} neighbours, want a whole number from 1`);
	}
	requireComparable("precision and recall", real, generated, neighbours + 1);
	return {
		precision: shareInside(generated, real, squaredRadii(real, neighbours)),
		recall: shareInside(real, generated, squaredRadii(generated, neighbours)),
	};
}

/** Squared distance of every image to its k-th nearest neighbour in the same set. */
export function squaredRadii(set: FeatureSet, neighbours: number): Float64Array {
	const radii = new Float64Array(set.count);
	const nearest = new Float64Array(neighbours);
	for (let i = 0; i < set.count; i++) {
		nearest.fill(Number.POSITIVE_INFINITY);
		for (let j = 0; j < set.count; j++) if (j !== i) insert(nearest, squaredDistance(set, i, set, j));
		radii[i] = nearest[neighbours - 1]!;
	}
	return radii;
}

/** Keeps the smallest values, ascending. */
function insert(nearest: Float64Array, value: number): void {
	let at = nearest.length;
	while (at > 0 && value < nearest[at - 1]!) at--;
	if (at === nearest.length) return;
	nearest.copyWithin(at + 1, at, nearest.length - 1);
	nearest[at] = value;
}

function shareInside(asked: FeatureSet, manifold: FeatureSet, radii: Float64Array): MetricValue {
	let inside = 0;
	for (let i = 0; i < asked.count; i++) {
		for (let j = 0; j < manifold.count; j++) {
			if (squaredDistance(asked, i, manifold, j) > radii[j]!) continue;
			inside++;
			break;
		}
	}
	return estimateOfShare(inside, asked.count);
}

function squaredDistance(a: FeatureSet, i: number, b: FeatureSet, j: number): number {
	const D = a.dimension;
	let sum = 0;
	for (let k = 0, p = i * D, q = j * D; k < D; k++) sum += (a.data[p + k]! - b.data[q + k]!) ** 2;
	return sum;
}
