import { describe, expect, it } from "vitest";
import { portraitLatent } from "../portrait.ts";
import { type Decision, decisionsOfPeople } from "./decisions.ts";
import { TRAIT_PLACES, type TraitName } from "./layout.ts";
import { personOf } from "./person.ts";

const DECISIONS = decisionsOfPeople(500);

function of(trait: TraitName): Decision[] {
	const { first = -1, count = 0 } = TRAIT_PLACES.get(trait) ?? {};
	return DECISIONS.filter(({ index }) => index >= first && index < first + count);
}

describe("decisions of people", () => {
	it("leave out numbers that are compared with a quantity", () => {
		expect(of("hair.dark")).toEqual([]);
		expect(of("eyes.light")).toEqual([]);
	});

	it("are where the person changes: glasses come and go at their value", () => {
		const [glasses, ...others] = of("glasses");
		expect(others).toEqual([]);
		expect(glasses).toMatchObject({ kind: "choice", people: 1 });
		const z = Float32Array.from(portraitLatent({ seed: 5 }, 0));
		const wears = (value: number): boolean => {
			z[glasses?.index ?? -1] = value;
			return personOf(z).identity.glasses !== null;
		};
		expect(wears((glasses?.at ?? 0) - 1e-4)).toBe(true);
		expect(wears((glasses?.at ?? 0) + 1e-4)).toBe(false);
	});

	it("tell those of few people from those of all", () => {
		const kinds = of("headwear.kind");
		// headscarves are for half of the people, and then they shift the share of those without
		expect(kinds.length).toBeGreaterThan(1);
		for (const { people } of kinds) expect(people).toBeLessThan(0.65);
	});

	it("have a place for every boundary of a list of colours", () => {
		const first = of("backdrop.first");
		expect(new Set(first.map(({ kind }) => kind))).toEqual(new Set(["place"]));
		const z = Float32Array.from(portraitLatent({ seed: 5 }, 1));
		const colour = (value: number): string => {
			z[first[0]?.index ?? -1] = value;
			return String(personOf(z).setting.backdrop.first);
		};
		for (const { at } of first) expect(colour(at - 1e-4)).not.toBe(colour(at + 1e-4));
	});
});
