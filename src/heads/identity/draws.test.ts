import { describe, expect, it } from "vitest";
import { Draws, STREAM } from "./draws.ts";

describe("draws", () => {
	it("are the same for the same seed, number and purpose, and others for every other", () => {
		const first = (seed: number, index: number, stream: (typeof STREAM)[keyof typeof STREAM]): number =>
			Draws.of(seed, index, stream).uniform();
		expect(first(1, 2, STREAM.pose)).toBe(first(1, 2, STREAM.pose));
		const others = [
			first(1, 2, STREAM.pose),
			first(1, 2, STREAM.person),
			first(1, 2, STREAM.rays),
			first(1, 2, STREAM.choice),
			first(1, 3, STREAM.pose),
			first(2, 2, STREAM.pose),
		];
		expect(new Set(others).size).toBe(others.length);
	});

	it("give each of ten thousand items of a set a stream of its own", () => {
		const seen = new Set<number>();
		for (let index = 0; index < 10_000; index++) seen.add(Draws.of(7, index, STREAM.person).uniform());
		expect(seen.size).toBe(10_000);
	});

	it("cut normal numbers at two and a half standard deviations", () => {
		const draws = new Draws(6);
		const values = Array.from({ length: 4000 }, () => draws.normal(10, 2));
		expect(Math.max(...values)).toBe(15);
		expect(Math.min(...values)).toBe(5);
	});
});
