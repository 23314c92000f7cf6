/** Streams of random numbers, one for each purpose of each portrait of a set. */

import { RandomState } from "../../tensor/random-state.ts";

/**
 * What a stream is for. Each portrait has one of each, so that changing the poses changes nobody's face; lessons and choices
 * of people are those of the steps of a teaching.
 */
export const STREAM = { person: 0x1d, pose: 0x90, rays: 0x4a, lesson: 0x1e, choice: 0xc4 } as const;
export type Stream = (typeof STREAM)[keyof typeof STREAM];

/** Seed of the stream of one purpose for item `index` of a set with this seed. Items of a set never share a stream. */
export function streamSeed(seed: number, index: number, stream: Stream): number {
	return (mix32(mix32(seed) ^ Math.imul(stream, 0x9e3779b1)) ^ mix32(index)) >>> 0;
}

/** Draws from a stream. */
export class Draws {
	readonly #state: RandomState;

	constructor(seed: number) {
		this.#state = new RandomState(seed);
	}

	/** Draws from the stream of `streamSeed`. */
	static of(seed: number, index: number, stream: Stream): Draws {
		return new Draws(streamSeed(seed, index, stream));
	}

	/** Uniform in [low, high). */
	uniform(low = 0, high = 1): number {
		const [u = 0] = this.#state.rand(1);
		return low + (high - low) * u;
	}

	/** Normal, cut at two and a half standard deviations. */
	normal(mean = 0, deviation = 1): number {
		const [n = 0] = this.#state.randn(1);
		return mean + deviation * Math.min(Math.max(n, -2.5), 2.5);
	}
}

/** A bijection of 32-bit numbers that scatters neighbours (Ellis 2018, "hash prospector"). */
function mix32(value: number): number {
	let h = value >>> 0;
	h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
	h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
	return (h ^ (h >>> 16)) >>> 0;
}
