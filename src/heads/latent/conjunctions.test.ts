import { describe, expect, it } from "vitest";
import { mean } from "../../tensor/statistics.ts";
import { portraitLatent } from "../portrait.ts";
import { type Conjunction, conjunctionsOfPeople } from "./conjunctions.ts";
import { decisionsOfPeople } from "./decisions.ts";
import { TRAIT_PLACES, type TraitName } from "./layout.ts";
import { type LatentPerson, personOf } from "./person.ts";
import { traitScale } from "./visible-traits.ts";

const DECISIONS = decisionsOfPeople(1000);

/** Places of a trait's decisions. */
function of(trait: TraitName): number[] {
	const { first = -1, count = 0 } = TRAIT_PLACES.get(trait) ?? {};
	return DECISIONS.flatMap(({ index }, decision) => (index >= first && index < first + count ? [decision] : []));
}

describe("conjunctions of decisions", () => {
	const COUNT = 2000;
	const latents = Array.from({ length: COUNT }, (_, index) => portraitLatent({ seed: 0 }, index));
	const found = conjunctionsOfPeople(DECISIONS, traitScale(latents.slice(0, 300)), COUNT);
	const others = Array.from({ length: 600 }, (_, index) => portraitLatent({ seed: 9 }, index));
	const fulfils = (z: Float32Array, { needs }: Conjunction): boolean =>
		needs.every(({ decision, above }) => {
			const { index = 0, at = 0 } = DECISIONS[decision] ?? {};
			return (z[index] ?? 0) >= at === above;
		});
	const about = (trait: TraitName): Conjunction[] => {
		const own = new Set(of(trait));
		return found.filter(({ needs }) => needs.some(({ decision }) => own.has(decision)));
	};

	it("say a kind: most of those who fulfil one have the same", () => {
		const kindOf: readonly [TraitName, (person: LatentPerson) => string][] = [
			["hair.style", ({ identity }) => identity.hair.style],
			["body.neckline", ({ identity }) => identity.body.neckline],
			["backdrop.kind", ({ setting }) => setting.backdrop.kind],
		];
		for (const [trait, kind] of kindOf) {
			const own = about(trait).filter(({ people }) => people > 0.03);
			expect(own.length, trait).toBeGreaterThan(3);
			const shares = own.map((conjunction) => {
				const kinds = others.filter((z) => fulfils(z, conjunction)).map((z) => kind(personOf(z)));
				return (
					Math.max(...[...new Set(kinds)].map((one) => kinds.filter((each) => each === one).length)) / kinds.length
				);
			});
			// one that lacks a condition says less
			expect(Math.min(...shares), trait).toBeGreaterThan(0.5);
			expect(mean(shares), trait).toBeGreaterThan(0.8);
		}
	});

	it("have the condition under which a list of colours is seen", () => {
		const colours = about("glasses.colour");
		expect(colours.length).toBe(of("glasses.colour").length);
		for (const conjunction of colours) {
			const wearers = others.filter((z) => fulfils(z, conjunction));
			expect(wearers.every((z) => personOf(z).identity.glasses !== null)).toBe(true);
		}
		// everybody's clothes are seen: their list has no condition
		expect(about("body.cloth")).toEqual([]);
	});
});
