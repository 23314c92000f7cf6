import { describe, expect, it } from "vitest";
import { at } from "../../../test/support/portraits.ts";
import { personOf } from "../latent/person.ts";
import { portraitLatent } from "../portrait.ts";
import { BEARD_STYLES, HAIR_STYLES, HEADWEAR, type Identity, NECKLINES } from "./identity.ts";

function people(count: number): Identity[] {
	return Array.from({ length: count }, (_, index) => personOf(portraitLatent({ seed: 11 }, index)).identity);
}

/** All numbers of nested records and lists. */
function numbersIn(value: unknown): number[] {
	if (typeof value === "number") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe("sampled identities", () => {
	const crowd = people(1500);

	it("are the same for the same stream", () => {
		expect(people(3)).toEqual(crowd.slice(0, 3));
	});

	it("have every style of hair, beard, headwear and neckline among fifteen hundred people", () => {
		expect(new Set(crowd.map(({ hair }) => hair.style))).toEqual(new Set(HAIR_STYLES));
		expect(new Set(crowd.map(({ beard }) => beard.style))).toEqual(new Set(BEARD_STYLES));
		expect(new Set(crowd.map(({ headwear }) => headwear.kind))).toEqual(new Set(HEADWEAR));
		expect(new Set(crowd.map(({ body }) => body.neckline))).toEqual(new Set(NECKLINES));
	});

	it("cover the range of skin tones evenly", () => {
		const counts = new Array<number>(5).fill(0);
		for (const { skin } of crowd) counts[Math.floor(skin.tone * 5)] = at(counts, Math.floor(skin.tone * 5)) + 1;
		expect(Math.min(...counts)).toBeGreaterThan(200);
	});

	it("hold finite numbers, colours from 0 to 1, and sizes near an adult's", () => {
		for (const person of crowd) {
			expect(numbersIn(person).every(Number.isFinite)).toBe(true);
			const colours = [person.skin.colour, person.hair.colour, person.eyes.irisColour, person.lips.colour];
			expect(colours.flat().every((channel) => channel >= 0 && channel <= 1)).toBe(true);
			const sizes = [person.skull.width, person.skull.height, person.face.length, person.eyes.size, person.nose.length];
			expect(sizes.every((size) => size > 0.75 && size < 1.3)).toBe(true);
		}
	});
});
