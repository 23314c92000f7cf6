/**
 * The order in which training takes images: endless, shuffled, and the same as the published trainer's for the same
 * seed and number of images.
 *
 * All images are shuffled once. Then they are given in that order, round after round; each one, after it was given,
 * changes places with one of the half of the images given before it. So rounds differ, and an image comes again neither
 * at once nor much too late.
 */

import { InputError } from "../tensor/errors.ts";
import { randomBelow, shuffleInPlace } from "../tensor/random-integers.ts";
import { RandomState, type RandomStateSnapshot } from "../tensor/random-state.ts";

/** Share of the images among which one changes places. */
const WINDOW_SHARE = 0.5;

/** Everything that the next indices depend on. */
export interface SamplerSnapshot {
	readonly random: RandomStateSnapshot;
	/** The images in their present order. */
	readonly order: Int32Array;
	/** How many indices were given. */
	readonly given: number;
}

export class InfiniteSampler {
	readonly #random: RandomState;
	readonly #order: Int32Array;
	readonly #window: number;
	#given: number;

	/**
	 * @param count  images, at least 1
	 * @param start  a seed, an integer in [0, 2³² − 1], or the state that `snapshot()` gave
	 */
	constructor(count: number, start: number | SamplerSnapshot) {
		if (!Number.isInteger(count) || count < 1) {
			throw new InputError(`InfiniteSampler: ${count} images, want at least 1`);
		}
		this.#window = roundHalfToEven(count * WINDOW_SHARE);
		if (typeof start === "number") {
			this.#random = new RandomState(start);
			this.#order = Int32Array.from({ length: count }, (_, index) => index);
			this.#given = 0;
			shuffleInPlace(this.#random, this.#order);
			return;
		}
		checkSnapshot(start, count);
		this.#random = RandomState.fromSnapshot(start.random);
		this.#order = start.order.slice();
		this.#given = start.given;
	}

	/** A copy of the state, for the constructor. */
	snapshot(): SamplerSnapshot {
		return { random: this.#random.snapshot(), order: this.#order.slice(), given: this.#given };
	}

	/** How many indices were given. */
	get given(): number {
		return this.#given;
	}

	/** The next image, from 0. */
	next(): number {
		const count = this.#order.length;
		const place = this.#given % count;
		const index = this.#order[place] ?? 0;
		this.#given += 1;
		if (this.#window >= 2) {
			const other = (place - randomBelow(this.#random, this.#window) + count) % count;
			this.#order[place] = this.#order[other] ?? 0;
			this.#order[other] = index;
		}
		return index;
	}
}

/** As NumPy's `rint`. */
function roundHalfToEven(value: number): number {
	const below = Math.floor(value);
	if (value - below !== 0.5) return Math.round(value);
	return below % 2 === 0 ? below : below + 1;
}

function checkSnapshot({ order, given }: SamplerSnapshot, count: number): void {
	if (isPermutation(order, count) && Number.isSafeInteger(given) && given >= 0) return;
	throw new InputError(
		`InfiniteSampler: the saved order of ${order.length} images does not fit ${count}; is it another dataset?`,
	);
}

function isPermutation(order: Int32Array, count: number): boolean {
	if (order.length !== count) return false;
	const seen = new Uint8Array(count);
	for (const index of order) {
		if (index < 0 || index >= count || seen[index] !== 0) return false;
		seen[index] = 1;
	}
	return true;
}
