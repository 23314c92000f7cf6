import { describe, expect, it } from "vitest";
import { personOf } from "../../heads/latent/person.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { mean } from "../../tensor/statistics.ts";
import { LessonPeople } from "./lesson-people.ts";

const people = new LessonPeople(1, 160);
const indices = Array.from({ length: 400 }, (_, index) => index);

describe("people of lessons", () => {
	it("are those of the set, with others between them, the same every time", () => {
		expect(people.latent(6)).toEqual(portraitLatent({ seed: 1 }, 6, 160));
		expect(people.latent(7)).not.toEqual(portraitLatent({ seed: 1 }, 7, 160));
		expect(people.latent(7)).toHaveLength(160);
		expect(new LessonPeople(1, 160).latent(7)).toEqual(people.latent(7));
		expect(new Set(indices.map((index) => people.latent(index)[0])).size).toBe(indices.length);
	});

	it("have rare kinds more often", () => {
		const persons = indices.map((index) => personOf(people.latent(index)));
		const [even, odd] = [0, 1].map((side) => persons.filter((_, index) => index % 2 === side));
		const rarity = (some: typeof persons = []): number => mean(some.map((person) => people.rarity(person)));
		expect(rarity(odd)).toBeGreaterThan(rarity(even) + 2);
		const hats = (some: typeof persons = []): number =>
			some.filter(({ identity }) => identity.headwear.kind !== "none").length;
		expect(hats(odd)).toBeGreaterThan(2 * hats(even));
	});
});
