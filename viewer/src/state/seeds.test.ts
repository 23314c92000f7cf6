/** The map of seeds. */

import { describe, expect, it } from "vitest";
import { isSeed, LARGEST_SEED, onMap, placeOf, seedAt, seedsAround } from "./seeds.ts";

describe("the map of seeds", () => {
	it.each([0, 1, 99, 100, 1234, LARGEST_SEED])("finds seed %i where it put it", (seed) => {
		expect(seedAt(placeOf(seed))).toBe(seed);
		expect(seedsAround(placeOf(seed))).toEqual([{ seed, share: 1 }]);
	});

	it("blends the four seeds around a place by how near they are", () => {
		const around = seedsAround({ x: 3.25, y: 1.5 });
		expect(around.map(({ seed }) => seed)).toEqual([103, 104, 203, 204]);
		expect(around.map(({ share }) => share)).toEqual([0.375, 0.125, 0.375, 0.125]);
		expect(isSeed({ x: 3.25, y: 1 })).toBe(false);
	});

	it("ends at 0 and at the largest seed", () => {
		expect(onMap({ x: -3, y: -0.5 })).toEqual({ x: 0, y: 0 });
		const end = onMap({ x: 1e12, y: 1e12 });
		expect(seedsAround(end).every(({ seed }) => seed <= LARGEST_SEED)).toBe(true);
	});
});
