/** Reads a person's traits off a latent: the draws of the samplers, each from numbers of its own. */

import { InputError } from "../../tensor/errors.ts";
import { PERSON_NUMBERS, TRAIT_PLACES, type TraitName, type TraitPlace } from "./layout.ts";
import { uniformOf } from "./normal.ts";

/** Normal draws are cut at so many standard deviations. */
const CUT = 2.5;

/** A kind or a yes, a place in a list of colours, or on which side of a value a quantity is. */
export type DecisionKind = "choice" | "place" | "side";

/** Hears of each comparison that decides something: number `index` of the latent against the share `share` below. */
export type OnDecision = (index: number, share: number, kind: DecisionKind) => void;

export class PersonDraws {
	readonly #z: ArrayLike<number>;
	readonly #onDecision: OnDecision | undefined;

	/**
	 * @param z  PERSON_NUMBERS finite numbers or more, of N(0, 1) each
	 * Throws `InputError` where there are fewer, or one is not finite.
	 */
	constructor(z: ArrayLike<number>, onDecision?: OnDecision) {
		for (let index = 0; index < PERSON_NUMBERS; index++) {
			if (Number.isFinite(z[index])) continue;
			throw new InputError(
				`latent of a synthetic person: number ${index} is ${z[index] ?? "missing"}, want ${PERSON_NUMBERS} finite numbers`,
			);
		}
		this.#z = z;
		this.#onDecision = onDecision;
	}

	/** Even in (low, high). */
	uniform(trait: TraitName, low = 0, high = 1): number {
		return low + (high - low) * uniformOf(this.raw(trait));
	}

	/** Normal, cut at two and a half standard deviations. */
	normal(trait: TraitName, mean = 0, deviation = 1): number {
		return mean + deviation * Math.min(Math.max(this.raw(trait), -CUT), CUT);
	}

	chance(trait: TraitName, probability: number): boolean {
		return this.#isBelow(placeOf(trait).first, probability);
	}

	/** Whether a uniform draw of the trait, in (0, 1), is above a share. */
	isAbove(trait: TraitName, share: number): boolean {
		return !this.#isBelow(placeOf(trait).first, share, "side");
	}

	/** One of the items, equally likely among those from `first` to before `end`; neighbours in the list come together. */
	pick<T>(trait: TraitName, items: readonly T[], first = 0, end: number = items.length): T {
		const count = end - first;
		const place = first + Math.min(Math.floor(this.uniform(trait, 0, count)), count - 1);
		for (let item = 1; item < count; item++) this.#onDecision?.(placeOf(trait).first, item / count, "place");
		const item = items[place];
		if (item === undefined) throw new RangeError(`PersonDraws: '${trait}' has nothing to pick from`);
		return item;
	}

	/** One of several kinds, as likely as its weight says; one without a weight never. Without weights all are alike. */
	kind<K extends string>(trait: TraitName, kinds: readonly K[], weights?: Readonly<Partial<Record<K, number>>>): K {
		const shares = kinds.map((one) => (weights ? (weights[one] ?? 0) : 1));
		const found = kinds[this.#choose(trait, shares)];
		if (found === undefined) throw new RangeError(`PersonDraws: '${trait}' has no kinds`);
		return found;
	}

	/** The trait's first number as it is, standard normal. */
	raw(trait: TraitName): number {
		return this.#z[placeOf(trait).first] ?? 0;
	}

	#isBelow(index: number, share: number, kind: DecisionKind = "choice"): boolean {
		this.#onDecision?.(index, share, kind);
		return uniformOf(this.#z[index] ?? 0) < share;
	}

	/**
	 * Splits the list in two until one kind is left, each time by a number of its own, so that between two people a kind
	 * changes once at most for each split. Kinds that stand close together are told apart last.
	 */
	#choose(trait: TraitName, weights: readonly number[]): number {
		const { first, count } = placeOf(trait);
		if (weights.length !== count + 1) {
			throw new RangeError(`PersonDraws: '${trait}' has ${count} numbers, but ${weights.length} choices`);
		}
		let [low, high] = [0, weights.length];
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			const left = sumOf(weights, low, middle);
			const share = left / (left + sumOf(weights, middle, high));
			if (this.#isBelow(first + middle - 1, share)) high = middle;
			else low = middle;
		}
		return low;
	}
}

function placeOf(trait: TraitName): TraitPlace {
	const place = TRAIT_PLACES.get(trait);
	if (!place) throw new RangeError(`PersonDraws: '${trait}' has no place in a latent`);
	return place;
}

function sumOf(weights: readonly number[], from: number, end: number): number {
	let sum = 0;
	for (let index = from; index < end; index++) sum += weights[index] ?? 0;
	return sum;
}
