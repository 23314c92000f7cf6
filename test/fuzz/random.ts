/** Random numbers for fuzzing: small, seeded, the same everywhere. */

export class FuzzRandom {
	#state: number;

	/** Each seed and stream is a sequence of its own. */
	constructor(seed: number, stream: number) {
		this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
		for (let i = 0; i < 4; i++) this.below(2);
	}

	/** A whole number from 0 to `bound` - 1. */
	below(bound: number): number {
		// mulberry32
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
	}

	/** Happens once in `odds` times. */
	once(odds: number): boolean {
		return this.below(odds) === 0;
	}

	pick<T>(items: readonly T[]): T {
		const item = items[this.below(items.length)];
		if (item === undefined) throw new Error("nothing to pick from");
		return item;
	}

	bytes(count: number): Uint8Array {
		return Uint8Array.from({ length: count }, () => this.below(256));
	}
}
