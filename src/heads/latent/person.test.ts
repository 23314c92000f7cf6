import { describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import { BEARD_STYLES, HAIR_STYLES } from "../identity/identity.ts";
import { portraitLatent, portraitLatents } from "../portrait.ts";
import { PERSON_NUMBERS, TRAIT_PLACES } from "./layout.ts";
import { normalTail, uniformOf } from "./normal.ts";
import { personOf, sceneOf } from "./person.ts";
import { PersonDraws } from "./person-draws.ts";

function latent(index: number): Float32Array {
	return portraitLatent({ seed: 3 }, index);
}

describe("latents of people", () => {
	it("have a place of their own for every trait, one after another", () => {
		let next = 0;
		for (const { first, count } of TRAIT_PLACES.values()) {
			expect(first).toBe(next);
			expect(count).toBeGreaterThan(0);
			next += count;
		}
		expect(next).toBe(PERSON_NUMBERS);
	});

	it("give a whole person whatever z of N(0, I) it is", () => {
		for (let seed = 0; seed < 256; seed++) {
			const { data } = latentFromSeed(seed, PERSON_NUMBERS);
			const { identity, backdrop, gaze } = sceneOf(data);
			expect(HAIR_STYLES).toContain(identity.hair.style);
			expect(BEARD_STYLES).toContain(identity.beard.style);
			expect(Math.hypot(...gaze.left)).toBeCloseTo(1, 9);
			expect([...backdrop.first, ...backdrop.second].every((value) => value >= 0 && value <= 1)).toBe(true);
		}
	});

	it("give a whole person for numbers far out as well", () => {
		for (const value of [-40, -8, 0, 8, 40]) {
			const { identity } = personOf(new Float32Array(PERSON_NUMBERS).fill(value));
			expect(Object.values(identity.skull).every(Number.isFinite)).toBe(true);
			expect(HAIR_STYLES).toContain(identity.hair.style);
		}
	});

	it("say the same person with more numbers behind", () => {
		const short = latent(5);
		const long = portraitLatent({ seed: 3 }, 5, PERSON_NUMBERS + 18);
		expect(long.subarray(0, PERSON_NUMBERS)).toEqual(short);
		expect(personOf(long)).toEqual(personOf(short));
	});

	it("are the portraits' own, in their order", () => {
		const { shape, data } = portraitLatents({ seed: 3 }, 4, PERSON_NUMBERS);
		expect(shape).toEqual([4, PERSON_NUMBERS]);
		for (let index = 0; index < 4; index++) {
			expect(data.subarray(index * PERSON_NUMBERS, (index + 1) * PERSON_NUMBERS)).toEqual(latent(index));
		}
	});

	it("are standard normal: as many wear glasses as the chance says, and kinds come as often as their weights", () => {
		const count = 6000;
		let glasses = 0;
		const styles = new Map<string, number>();
		for (let index = 0; index < count; index++) {
			const { identity } = personOf(latent(index));
			if (identity.glasses) glasses++;
			if (identity.skull.width > 0) styles.set(identity.beard.style, (styles.get(identity.beard.style) ?? 0) + 1);
		}
		// three standard deviations of a share of 0.17 among 6,000
		expect(Math.abs(glasses / count - 0.17)).toBeLessThan(0.0146);
		// half of all people have beards, which are none with 4 in 10.1
		const none = (styles.get("none") ?? 0) / count;
		expect(Math.abs(none - (0.5 + 0.5 * (4 / 10.1)))).toBeLessThan(0.02);
		const stubble = (styles.get("stubble") ?? 0) / count;
		expect(Math.abs(stubble - 0.5 * (2.2 / 10.1))).toBeLessThan(0.013);
	});

	it("never give a kind without a weight", () => {
		for (let index = 0; index < 400; index++) {
			const draws = new PersonDraws(latent(index));
			const kind = draws.kind("beard.style", BEARD_STYLES, { none: 1, full: 2 });
			expect(["none", "full"]).toContain(kind);
		}
	});

	it("change a kind at most once for each split on the straight way between two people", () => {
		for (let pair = 0; pair < 20; pair++) {
			const [from, to] = [latent(2 * pair), latent(2 * pair + 1)];
			let changes = 0;
			let previous = "";
			for (let step = 0; step <= 200; step++) {
				const z = from.map((value, at) => value + (step / 200) * ((to[at] ?? 0) - value));
				const style = new PersonDraws(z).kind("hair.style", HAIR_STYLES);
				if (step > 0 && style !== previous) changes++;
				previous = style;
			}
			expect(changes).toBeLessThanOrEqual(HAIR_STYLES.length - 1);
		}
	});

	it("refuse too few numbers, and such that are none", () => {
		expect(() => personOf(new Float32Array(PERSON_NUMBERS - 1))).toThrow(InputError);
		expect(() => personOf(new Float32Array(PERSON_NUMBERS).fill(Number.NaN))).toThrow("want");
		expect(() => portraitLatent({ seed: 0 }, 0, 16)).toThrow("want at least");
	});
});

describe("the normal distribution", () => {
	it("has the shares above that tables give", () => {
		expect(normalTail(0)).toBeCloseTo(0.5, 7);
		expect(normalTail(1)).toBeCloseTo(0.15865525, 7);
		expect(normalTail(2.5) / 0.00620967).toBeCloseTo(1, 5);
		expect(normalTail(5) / 2.866516e-7).toBeCloseTo(1, 5);
		expect(uniformOf(-1)).toBeCloseTo(0.15865525, 7);
	});
});
