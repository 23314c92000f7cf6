/**
 * Who is shown in lessons. Every other person is the one with the rarest kinds of some: among people as they come, hats and
 * beards are seen too seldom to be learned in time.
 */

import { type LatentPerson, personOf } from "../../heads/latent/person.ts";
import { portraitLatent } from "../../heads/portrait.ts";

/** People who say how rare kinds are. */
const COUNTED = 2000;
/** Of so many the rarest is shown. */
const CANDIDATES = 8;
/** Makes the seed of candidates, who are none of the people of the set itself. */
const CANDIDATE_SEED = 0x9e3779b9;

export class LessonPeople {
	readonly #seed: number;
	readonly #zDim: number;
	/** Information of a kind, nats. */
	readonly #rarity: ReadonlyMap<string, number>;

	/** @param seed  of the set of people, in [0, 2³² − 1] */
	constructor(seed: number, zDim: number) {
		this.#seed = seed;
		this.#zDim = zDim;
		const counts = new Map<string, number>();
		for (let index = 0; index < COUNTED; index++) {
			for (const kind of kindsOf(personOf(portraitLatent({ seed: 0 }, index)))) {
				counts.set(kind, (counts.get(kind) ?? 0) + 1);
			}
		}
		this.#rarity = new Map([...counts].map(([kind, count]) => [kind, Math.log(COUNTED / count)]));
	}

	/** z [zDim] of person `index`; depends on seed and number alone. */
	latent(index: number): Float32Array {
		if (index % 2 === 0) return portraitLatent({ seed: this.#seed }, index, this.#zDim);
		const seed = (this.#seed ^ CANDIDATE_SEED) >>> 0;
		let rarest: Float32Array = new Float32Array(this.#zDim);
		let most = Number.NEGATIVE_INFINITY;
		for (let candidate = 0; candidate < CANDIDATES; candidate++) {
			const z = portraitLatent({ seed }, index * CANDIDATES + candidate, this.#zDim);
			const rarity = this.rarity(personOf(z));
			if (rarity <= most) continue;
			[rarest, most] = [z, rarity];
		}
		return rarest;
	}

	/** Of all kinds of a person together. */
	rarity(person: LatentPerson): number {
		const unknown = Math.log(COUNTED);
		return kindsOf(person).reduce((sum, kind) => sum + (this.#rarity.get(kind) ?? unknown), 0);
	}
}

function kindsOf({ identity }: LatentPerson): string[] {
	const { hair, headwear, beard, glasses, body } = identity;
	return [
		`hair ${hair.style}`,
		`dyed ${hair.colour !== hair.natural}`,
		`headwear ${headwear.kind}`,
		`beard ${beard.style}`,
		`glasses ${glasses !== null}`,
		`pattern ${body.pattern}`,
	];
}
