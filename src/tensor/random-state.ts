/**
 * NumPy's legacy `RandomState`, draw for draw: MT19937 seeded by `init_genrand`, 53-bit uniform numbers, polar
 * Box–Muller normals whose second value is kept for the next call. The published tools make every person from it, so a
 * seed must give the same numbers here.
 *
 * `rand` is equal to the last bit. `randn` goes through the platform's `Math.log`, which may differ from the C library's
 * in the last bit of a double; rounded to float32 no difference is known (10⁶ values compared).
 *
 * Sources: Matsumoto & Nishimura 1998 (MT19937); Marsaglia & Bray 1964 (polar method).
 */

import { InputError } from "./errors.ts";

const STATE_WORDS = 624;
const MIDDLE_WORD = 397;
const TWIST = 0x9908b0df;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const LARGEST_SEED = 0xffffffff;

/** Everything that the next draws depend on, in the parts of NumPy's `get_state()`. */
export interface RandomStateSnapshot {
	/** The 624 words of the generator. */
	readonly key: Uint32Array;
	/** Words of `key` already used, 0 to 624. */
	readonly position: number;
	/** The normal number held back for the next call, or `null`. */
	readonly heldNormal: number | null;
}

/** A seeded stream of random numbers. Draws advance it; equal seeds and equal calls give equal numbers. */
export class RandomState {
	readonly #key: Uint32Array;
	#position: number;
	#heldNormal: number | null;

	/** @param seed integer in [0, 2³² − 1]; anything else throws `InputError`. */
	constructor(seed: number) {
		this.#key = seededKey(checkSeed(seed));
		this.#position = STATE_WORDS;
		this.#heldNormal = null;
	}

	/** Continues where `snapshot` was taken. Throws `InputError` on one that no `RandomState` gave. */
	static fromSnapshot(snapshot: RandomStateSnapshot): RandomState {
		const { key, position, heldNormal } = snapshot;
		if (key.length !== STATE_WORDS || !Number.isInteger(position) || position < 0 || position > STATE_WORDS) {
			throw new InputError(
				`RandomState: snapshot has ${key.length} words at position ${position}, want ${STATE_WORDS} words and a position up to that`,
			);
		}
		if (heldNormal !== null && !Number.isFinite(heldNormal)) {
			throw new InputError(`RandomState: snapshot holds back ${heldNormal}, want a finite number or null`);
		}
		const state = new RandomState(0);
		state.#key.set(key);
		state.#position = position;
		state.#heldNormal = heldNormal;
		return state;
	}

	/** A copy of the state, for `fromSnapshot`. */
	snapshot(): RandomStateSnapshot {
		return { key: this.#key.slice(), position: this.#position, heldNormal: this.#heldNormal };
	}

	/** `count` uniform numbers in [0, 1), 53 bits each. */
	rand(count: number): Float64Array {
		const values = new Float64Array(checkCount("rand", count));
		for (let i = 0; i < count; i++) values[i] = this.#nextDouble();
		return values;
	}

	/** `count` uniform numbers in [0, 1), 24 bits and one word of the generator each (never rounded up to 1). */
	uniformFloat32(count: number): Float32Array {
		const values = new Float32Array(checkCount("uniformFloat32", count));
		// Word by word through `#nextWord` it takes three times as long, and training draws a million at every step.
		for (let start = 0; start < count; ) {
			if (this.#position === STATE_WORDS) this.#refill();
			const words = this.#key.subarray(this.#position, this.#position + count - start);
			for (let i = 0; i < words.length; i++) values[start + i] = (tempered(words[i]!) >>> 8) / 0x1000000;
			this.#position += words.length;
			start += words.length;
		}
		return values;
	}

	/** `count` words of the generator, whole numbers in [0, 2³² − 1]. */
	uint32(count: number): Uint32Array {
		const values = new Uint32Array(checkCount("uint32", count));
		for (let i = 0; i < count; i++) values[i] = this.#nextWord();
		return values;
	}

	/** `count` standard normal numbers. */
	randn(count: number): Float64Array {
		const values = new Float64Array(checkCount("randn", count));
		for (let i = 0; i < count; i++) values[i] = this.#nextNormal();
		return values;
	}

	#nextNormal(): number {
		if (this.#heldNormal !== null) {
			const held = this.#heldNormal;
			this.#heldNormal = null;
			return held;
		}
		let x: number;
		let y: number;
		let squared: number;
		do {
			x = 2 * this.#nextDouble() - 1;
			y = 2 * this.#nextDouble() - 1;
			squared = x * x + y * y;
		} while (squared >= 1 || squared === 0);
		const scale = Math.sqrt((-2 * Math.log(squared)) / squared);
		this.#heldNormal = scale * x;
		return scale * y;
	}

	#nextDouble(): number {
		const high = this.#nextWord() >>> 5;
		const low = this.#nextWord() >>> 6;
		return (high * 0x4000000 + low) / 0x20000000000000;
	}

	/** The next 32 bits, as a signed or unsigned number: callers shift them to unsigned. */
	#nextWord(): number {
		if (this.#position === STATE_WORDS) this.#refill();
		return tempered(this.#key[this.#position++]!);
	}

	#refill(): void {
		twist(this.#key);
		this.#position = 0;
	}
}

/** A word of the state as it is given out. */
function tempered(raw: number): number {
	let word = raw ^ (raw >>> 11);
	word ^= (word << 7) & 0x9d2c5680;
	word ^= (word << 15) & 0xefc60000;
	return word ^ (word >>> 18);
}

/** Returns `seed`, or throws `InputError` when it is no integer in [0, 2³² − 1]. */
export function checkSeed(seed: number): number {
	if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
		throw new InputError(`seed: ${seed} is out of range, want a whole number from 0 to ${LARGEST_SEED}`);
	}
	return seed;
}

/** `init_genrand`: Knuth's linear recurrence fills the state from one word. */
function seededKey(seed: number): Uint32Array {
	const key = new Uint32Array(STATE_WORDS);
	key[0] = seed;
	for (let i = 1; i < STATE_WORDS; i++) {
		const previous = key[i - 1]!;
		key[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
	}
	return key;
}

/** Makes the next 624 words in place. */
function twist(key: Uint32Array): void {
	const rest = STATE_WORDS - MIDDLE_WORD;
	for (let i = 0; i < STATE_WORDS; i++) {
		const next = i + 1 < STATE_WORDS ? i + 1 : 0;
		const word = (key[i]! & UPPER_BIT) | (key[next]! & LOWER_BITS);
		key[i] = key[i < rest ? i + MIDDLE_WORD : i - rest]! ^ (word >>> 1) ^ (-(word & 1) & TWIST);
	}
}

function checkCount(who: string, count: number): number {
	if (!Number.isSafeInteger(count) || count < 0) {
		throw new InputError(`RandomState.${who}: ${count} is not a count of numbers to draw`);
	}
	return count;
}
