/** Features of a set of images: what all distances between sets are computed from. */

import { InputError } from "../../../tensor/errors.ts";

export interface FeatureSet {
	/** Images. */
	readonly count: number;
	/** Numbers per image. */
	readonly dimension: number;
	/** Row by row, one row per image. */
	readonly data: Float32Array;
}

/** Throws `InputError` where the numbers are not `count` whole rows, or one of them is not finite. */
export function featureSet(count: number, dimension: number, data: Float32Array): FeatureSet {
	if (!(count >= 1 && dimension >= 1) || data.length !== count * dimension) {
		throw new InputError(`features: ${data.length} numbers for ${count} images of ${dimension} features each`);
	}
	const bad = data.findIndex((value) => !Number.isFinite(value));
	if (bad >= 0) {
		throw new InputError(
			`features: image ${Math.floor(bad / dimension)} has a feature that is not finite – are there NaNs in the image?`,
		);
	}
	return { count, dimension, data };
}

/** The features of some images, in this order; an image may be named twice. */
export function featuresOf({ count, dimension, data }: FeatureSet, indices: ArrayLike<number>): FeatureSet {
	const chosen = new Float32Array(indices.length * dimension);
	for (let row = 0; row < indices.length; row++) {
		const index = indices[row] ?? -1;
		if (!(index >= 0 && index < count)) throw new InputError(`features: image ${index} of ${count} is not there`);
		chosen.set(data.subarray(index * dimension, (index + 1) * dimension), row * dimension);
	}
	return featureSet(indices.length, dimension, chosen);
}

/** Throws `InputError` unless both sets have the same features and at least `least` images. */
export function requireComparable(who: string, a: FeatureSet, b: FeatureSet, least: number): void {
	if (a.dimension !== b.dimension) {
		throw new InputError(
			`${who}: sets with ${a.dimension} and ${b.dimension} features, want the same extractor for both`,
		);
	}
	if (Math.min(a.count, b.count) < least) {
		throw new InputError(`${who}: sets of ${a.count} and ${b.count} images, want at least ${least} in each`);
	}
}
