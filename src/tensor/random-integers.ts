/**
 * Random integers and orders as NumPy's legacy `RandomState` draws them: words of the generator, cut to the bits of the
 * bound and drawn again while too large, so that every integer is equally likely.
 */

import { InputError } from "./errors.ts";
import type { RandomState } from "./random-state.ts";

const LARGEST_BOUND = 2 ** 32;

/** `RandomState.randint(bound)`: an integer in [0, bound). A bound of 1 draws nothing. Throws `InputError` on others. */
export function randomBelow(random: RandomState, bound: number): number {
	if (!Number.isInteger(bound) || bound < 1 || bound > LARGEST_BOUND) {
		throw new InputError(`randomBelow: bound ${bound}, want a whole number from 1 to ${LARGEST_BOUND}`);
	}
	const largest = bound - 1;
	if (largest === 0) return 0;
	const mask = 0xffffffff >>> Math.clz32(largest);
	let value: number;
	do {
		const [word = 0] = random.uint32(1);
		value = (word & mask) >>> 0;
	} while (value > largest);
	return value;
}

/** `RandomState.shuffle`: puts `values` into a random order, in place (Fisher and Yates, from the end). */
export function shuffleInPlace(random: RandomState, values: Int32Array): void {
	for (let last = values.length - 1; last > 0; last--) {
		const other = randomBelow(random, last + 1);
		const held = values[last] ?? 0;
		values[last] = values[other] ?? 0;
		values[other] = held;
	}
}
