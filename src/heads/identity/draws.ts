/** Draws of identities: named ways to take numbers from a seeded stream. */

import { RandomState } from "../../tensor/random-state.ts";

/** What a stream is for. Each portrait has one of each, so that changing the poses changes nobody's face. */
export const STREAM = { identity: 0x1d, scene: 0x5c, pose: 0x90, gaze: 0x6a } as const;
export type Stream = (typeof STREAM)[keyof typeof STREAM];

export class Draws {
	readonly #state: RandomState;

	constructor(seed: number) {
		this.#state = new RandomState(seed);
	}

	/** The stream of one purpose for item `index` of a set with this seed. Items of a set never share a stream. */
	static of(seed: number, index: number, stream: Stream): Draws {
		return new Draws((mix32(mix32(seed) ^ Math.imul(stream, 0x9e3779b1)) ^ mix32(index)) >>> 0);
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

	chance(probability: number): boolean {
		return this.uniform() < probability;
	}

	/** One of the items, equally likely. */
	pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
		return this.#at(items, Math.floor(this.uniform() * items.length));
	}

	/** One of the keys, as likely as its weight says. */
	weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
		const entries = Object.entries(weights) as [K, number][];
		let left = this.uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [key, weight] of entries) {
			left -= weight;
			if (left < 0) return key;
		}
		return this.#at(entries, entries.length - 1)[0];
	}

	#at<T>(items: readonly T[], index: number): T {
		const item = items[index];
		if (item === undefined) throw new RangeError(`Draws: ${index} of ${items.length} items is not there`);
		return item;
	}
}

/** A bijection of 32-bit numbers that scatters neighbours (Ellis 2018, "hash prospector"). */
function mix32(value: number): number {
	let h = value >>> 0;
	h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
	h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
	return (h ^ (h >>> 16)) >>> 0;
}
