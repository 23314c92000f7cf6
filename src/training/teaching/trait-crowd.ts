/** People of whom only the traits are asked in lessons. Finding traits takes longer than learning them, so they are kept. */

import { type TraitScale, visibleTraits } from "../../heads/latent/visible-traits.ts";
import { randomBelow } from "../../tensor/random-integers.ts";
import { RandomState } from "../../tensor/random-state.ts";

/** So many that they are not learned by heart: of 65,536 people a quarter of the error was left that others had. */
const MOST = 262_144;
/** No seed of a lesson, so that nobody is drawn twice. */
const SEED = 0x70a17;

/** How many people a crowd has of whom so many are drawn: no more than are drawn at all. */
export function crowdSize(drawn: number): number {
	return Math.max(Math.min(drawn, MOST), 1);
}

/** The same people in every thread. */
export class TraitCrowd {
	readonly #z: Float32Array;
	readonly #traits: Float32Array;
	readonly #zDim: number;
	readonly #columns: number;

	constructor(scale: TraitScale, zDim: number, people: number) {
		this.#zDim = zDim;
		this.#columns = scale.columns.length;
		this.#z = Float32Array.from(new RandomState(SEED).randn(people * zDim));
		this.#traits = new Float32Array(people * this.#columns);
		for (let at = 0; at < people; at++)
			this.#traits.set(visibleTraits(this.#z.subarray(at * zDim, (at + 1) * zDim), scale), at * this.#columns);
	}

	/** Some of them: z [N, zDim] and traits [N, T]. */
	draw(N: number, random: RandomState): { readonly z: Float32Array; readonly traits: Float32Array } {
		const z = new Float32Array(N * this.#zDim);
		const traits = new Float32Array(N * this.#columns);
		const people = this.#z.length / this.#zDim;
		const row = (of: Float32Array, size: number, person: number): Float32Array =>
			of.subarray(person * size, (person + 1) * size);
		for (let at = 0; at < N; at++) {
			const person = randomBelow(random, people);
			z.set(row(this.#z, this.#zDim, person), at * this.#zDim);
			traits.set(row(this.#traits, this.#columns, person), at * this.#columns);
		}
		return { z, traits };
	}
}
