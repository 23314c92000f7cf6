/** Which images of a dataset a measurement takes. */

import { InputError } from "../../../tensor/errors.ts";
import { randomBelow, shuffleInPlace } from "../../../tensor/random-integers.ts";
import { RandomState } from "../../../tensor/random-state.ts";

export interface ChosenItems {
	/** What generated images are compared with. */
	readonly reference: readonly number[];
	/** As many other images, or fewer where the dataset has no more: real images in the place of generated ones. */
	readonly heldOut: readonly number[];
}

/** Different items by chance (Floyd's method): up to `count` for the reference, and up to as many more. */
export function chooseItems(length: number, count: number, seed: number): ChosenItems {
	if (!(length >= 2 && Number.isInteger(count) && count >= 2)) {
		throw new InputError(`metrics: ${count} of ${length} images, want at least 2 of each`);
	}
	const random = new RandomState(seed);
	const wanted = Math.min(2 * count, length);
	const taken = new Set<number>();
	for (let last = length - wanted; last < length; last++) {
		const drawn = randomBelow(random, last + 1);
		taken.add(taken.has(drawn) ? last : drawn);
	}
	const order = Int32Array.from(taken);
	shuffleInPlace(random, order);
	return { reference: [...order.subarray(0, count)], heldOut: [...order.subarray(count)] };
}
