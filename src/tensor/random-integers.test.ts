import { describe, expect, it } from "vitest";
import { InputError } from "./errors.ts";
import { randomBelow, shuffleInPlace } from "./random-integers.ts";
import { RandomState } from "./random-state.ts";

describe("random integers", () => {
	it("draws the words that NumPy draws", () => {
		// np.random.RandomState(3).randint(0, 2**32, 4, dtype=np.uint32)
		expect([...new RandomState(3).uint32(4)]).toEqual([2365658986, 303761048, 3041471737, 3607553667]);
	});

	it("draws the integers that NumPy's randint draws, from powers of two and others", () => {
		const random = new RandomState(3);
		const drawn = [2, 3, 7, 1000, 70000, 1, 5].map((bound) => randomBelow(random, bound));
		expect(drawn).toEqual([0, 0, 1, 643, 48056, 0, 0]);
	});

	it("shuffles as NumPy does and leaves the stream where NumPy leaves it", () => {
		const random = new RandomState(3);
		const values = Int32Array.from({ length: 8 }, (_, i) => i);
		shuffleInPlace(random, values);
		expect([...values]).toEqual([5, 7, 4, 6, 3, 1, 0, 2]);
		expect(random.rand(1)[0]).toBeCloseTo(0.56931133, 8);
	});

	it("takes bounds up to 2³² and refuses others", () => {
		expect(randomBelow(new RandomState(3), 2 ** 32)).toBe(2365658986);
		for (const bound of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) {
			expect(() => randomBelow(new RandomState(0), bound)).toThrow(InputError);
		}
	});
});
