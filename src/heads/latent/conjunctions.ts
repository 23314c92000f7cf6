/**
 * Decisions of a latent that have to come together: what makes a kind, and under which condition a colour of a list is
 * seen. Found by looking at many people: whose numbers fall on which side.
 */

import { portraitLatent } from "../portrait.ts";
import { CLOSE, type Decision } from "./decisions.ts";
import { TRAIT_PLACES } from "./layout.ts";
import { normalOf } from "./normal.ts";
import { personOf } from "./person.ts";
import { type TraitScale, visibleTraits } from "./visible-traits.ts";

/** On which side of a decision the number must be. */
export interface Need {
	/** Its place in the list of decisions. */
	readonly decision: number;
	readonly above: boolean;
}

/** Decisions that have to fall in one way each. */
export interface Conjunction {
	readonly needs: readonly Need[];
	/** About the share of people for whom it holds. */
	readonly people: number;
}

/** A way to a kind that fewer people went, and a list that fewer people show, are left out. */
const LEAST_PEOPLE = 0.005;
/** Of people who are alike, so many are on a side, and so many standard errors away from the share of all. */
const SIDE = { share: 0.92, deviations: 4 } as const;
/** Least purity: share of the people of one way who agree in showing, or hiding, a list. */
const PURE = 0.985;

/** The people who chose one kind in one way, by their places among those who are looked at. */
type Ways = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Which decisions come together, those of most people first: one conjunction for each way to a kind, and for each step of a
 * list that only some people show.
 * @param count  people who are looked at
 */
export function conjunctionsOfPeople(decisions: readonly Decision[], scale: TraitScale, count: number): Conjunction[] {
	const crowd = new Crowd(decisions, scale, count);
	const ways = crowd.ways();
	const needs = new Map([...ways].map(([way, some]) => [way, crowd.needsOf(some)]));
	const kinds = [...ways].flatMap(([way, some]) => {
		const own = needs.get(way) ?? [];
		return own.length > 1 ? [{ needs: own, people: some.size / count }] : [];
	});
	const lists = new Set(decisions.flatMap(({ kind, index }) => (kind === "place" ? [index] : [])));
	const colours = [...lists].flatMap((index) => {
		const byWay = (shown: ReadonlySet<number>): (readonly Need[])[] =>
			waysThatShow(ways, shown).map((way) => needs.get(way) ?? []);
		return coloursUnder(crowd.conditions(index, byWay), index, crowd);
	});
	return [...kinds, ...colours].sort((one, other) => other.people - one.people);
}

/** Each step of a list together with each of the conditions under which the list is seen. */
function coloursUnder(conditions: readonly (readonly Need[])[], index: number, crowd: Crowd): Conjunction[] {
	return conditions.flatMap((condition) => {
		const share = crowd.fulfil(condition).length / crowd.people.length;
		return crowd.decisions.flatMap((of, decision) =>
			of.index === index
				? [{ needs: [...condition, { decision, above: true }], people: share * (crowd.above[decision] ?? 0) }]
				: [],
		);
	});
}

interface LookedAt {
	readonly z: Float32Array;
	readonly traits: Float32Array;
	/** For each decision, whether the number is above its value. */
	readonly sides: readonly boolean[];
	/** For each trait that was chosen, the sides on which its choices fell. */
	readonly waysOf: ReadonlyMap<string, string>;
}

/** People, and on which sides of decisions they are. */
class Crowd {
	readonly people: readonly LookedAt[];
	/** Share of people above each decision. */
	readonly above: readonly number[];
	readonly decisions: readonly Decision[];
	readonly #scale: TraitScale;

	constructor(decisions: readonly Decision[], scale: TraitScale, count: number) {
		const numbers = new Set(decisions.map(({ index }) => index));
		this.decisions = decisions;
		this.#scale = scale;
		this.people = Array.from({ length: count }, (_, index) => lookedAt(decisions, numbers, scale, index));
		this.above = decisions.map((_, decision) => this.people.filter(({ sides }) => sides[decision]).length / count);
	}

	/** By trait and way, "<trait> <sides>"; ways of few people are left out. */
	ways(): Ways {
		const ways = new Map<string, Set<number>>();
		for (const [person, { waysOf }] of this.people.entries()) {
			for (const [trait, way] of waysOf) {
				const key = `${trait} ${way}`;
				ways.set(key, (ways.get(key) ?? new Set()).add(person));
			}
		}
		return new Map([...ways].filter(([, some]) => some.size >= LEAST_PEOPLE * this.people.length));
	}

	/** The sides that some people share and others do not. */
	needsOf(some: ReadonlySet<number>): Need[] {
		return this.decisions.flatMap((_, decision): Need[] => {
			let sum = 0;
			for (const person of some) if (this.people[person]?.sides[decision]) sum += 1;
			const share = sum / some.size;
			const all = this.above[decision] ?? 0;
			if (Math.abs(share - all) < SIDE.deviations * Math.sqrt((all * (1 - all)) / some.size)) return [];
			if (Math.max(share, 1 - share) < SIDE.share) return [];
			return [{ decision, above: share > 0.5 }];
		});
	}

	/** Who has them all. */
	fulfil(needs: readonly Need[]): number[] {
		return this.people.flatMap(({ sides }, person) =>
			needs.every(({ decision, above }) => sides[decision] === above) ? [person] : [],
		);
	}

	/**
	 * Under which conditions the list of number `index` is seen: one for all who show it, if there is one, else those of
	 * `byWay`. None where everybody shows it, or hardly anybody.
	 */
	conditions(index: number, byWay: (shown: ReadonlySet<number>) => (readonly Need[])[]): (readonly Need[])[] {
		const { people } = this;
		const shown = new Set(people.flatMap((person, at) => (shows(person, index, this.#scale) ? [at] : [])));
		if (shown.size === people.length || shown.size < LEAST_PEOPLE * people.length) return [];
		const common = this.needsOf(shown).filter(({ decision }) => this.decisions[decision]?.index !== index);
		const own = this.fulfil(common);
		const isEnough =
			common.length > 0 && own.length > 0 && own.filter((person) => shown.has(person)).length >= PURE * own.length;
		return (isEnough ? [common] : byWay(shown)).filter(({ length }) => length > 0);
	}
}

function lookedAt(
	decisions: readonly Decision[],
	numbers: ReadonlySet<number>,
	scale: TraitScale,
	index: number,
): LookedAt {
	const z = portraitLatent({ seed: 0 }, index);
	const waysOf = new Map<string, string>();
	personOf(z, (number, share, kind) => {
		if (kind !== "choice" || share <= 0 || share >= 1 || !numbers.has(number)) return;
		const at = normalOf(share);
		const step = `${number}${(z[number] ?? 0) < at ? "<" : ">"}${Math.round(at / CLOSE)}`;
		const trait = traitAt(number);
		waysOf.set(trait, `${waysOf.get(trait) ?? ""} ${step}`);
	});
	return {
		z,
		traits: visibleTraits(z, scale),
		sides: decisions.map((decision) => (z[decision.index] ?? 0) >= decision.at),
		waysOf,
	};
}

function traitAt(number: number): string {
	for (const [trait, { first, count }] of TRAIT_PLACES) if (number >= first && number < first + count) return trait;
	return "";
}

/** Whether another place in the list of number `index` could be seen. */
function shows({ z, traits }: LookedAt, index: number, scale: TraitScale): boolean {
	const other = z.slice();
	other[index] = (z[index] ?? 0) > 0 ? -2 : 2;
	const changed = visibleTraits(other, scale);
	return traits.some((value, column) => value !== changed[column]);
}

/** Ways of the one trait by which people show a list or hide it; none where no trait decides it. */
function waysThatShow(ways: ReadonlyMap<string, ReadonlySet<number>>, shown: ReadonlySet<number>): string[] {
	const byTrait = new Map<string, { readonly ways: string[]; right: number; all: number }>();
	for (const [way, some] of ways) {
		const trait = way.split(" ", 1)[0] ?? "";
		const at = byTrait.get(trait) ?? { ways: [], right: 0, all: 0 };
		const both = [...some].filter((person) => shown.has(person)).length;
		at.right += Math.max(both, some.size - both);
		at.all += some.size;
		if (both > some.size / 2) at.ways.push(way);
		byTrait.set(trait, at);
	}
	const deciding = [...byTrait.values()].filter((at) => {
		const covered = new Set(at.ways.flatMap((way) => [...(ways.get(way) ?? [])]));
		return at.right >= PURE * at.all && [...shown].filter((person) => covered.has(person)).length >= PURE * shown.size;
	});
	return deciding.sort((one, other) => one.ways.length - other.ways.length)[0]?.ways ?? [];
}
