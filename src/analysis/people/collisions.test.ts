import { describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { bestLowerBound, countPeople, MOST_THRESHOLDS, tailEstimate, wilsonLow } from "./collisions.ts";
import { separationOf } from "./distinct-people.ts";
import { poissonInterval } from "./poisson-interval.ts";

/** Distances of draws from `count` equally likely people: 0 to themselves, 1 to others. */
function drawnPeople(count: number, draws: number, seed: number): Float64Array {
	const people = new RandomState(seed).rand(draws).map((value) => Math.floor(value * count));
	return Float64Array.from({ length: draws ** 2 }, (_, at) =>
		people[Math.floor(at / draws)] === people[at % draws] ? 0 : 1,
	);
}

describe("the birthday test", () => {
	it("finds how many people there are, within its interval", () => {
		let inside = 0;
		for (let seed = 0; seed < 40; seed++) {
			const { log10People, log10Low, log10High } = countPeople(drawnPeople(1000, 200, seed), 200, 0.5, 1);
			if (log10Low <= 3 && (log10High ?? Number.POSITIVE_INFINITY) >= 3) inside += 1;
			expect(Math.abs((log10People ?? 3) - 3)).toBeLessThan(0.5);
		}
		expect(inside).toBeGreaterThanOrEqual(36); // 95 % of 40 is 38
	});

	it("knows only a lower bound where nobody collides: pairs over 3.69", () => {
		const estimate = countPeople(new Float64Array(100).fill(1), 10, 0.5, 1);
		expect(estimate).toMatchObject({ collisions: 0, log10People: null, log10High: null, halfBatch: null });
		expect(estimate.log10Low).toBeCloseTo(Math.log10(45 / 3.689), 3);
	});

	it("takes a threshold that misses half of the same people for half as many people", () => {
		const distances = drawnPeople(50, 100, 1);
		const all = countPeople(distances, 100, 0.5, 1);
		const half = countPeople(distances, 100, 0.5, 0.5);
		expect((half.log10People ?? 0) - (all.log10People ?? 0)).toBeCloseTo(Math.log10(0.5), 6);
	});

	it("says how many one must draw to find two alike: 23 for birthdays", () => {
		const days = 365;
		const people = 400;
		const distances = drawnPeople(days, people, 3);
		const { collisions, halfBatch } = countPeople(distances, people, 0.5, 1);
		const share = collisions / ((people * (people - 1)) / 2);
		expect(halfBatch).toBeCloseTo(Math.sqrt((2 * Math.LN2) / share), 6);
		expect(Math.abs((halfBatch ?? 0) - 23)).toBeLessThan(2);
	});

	it("widens its interval where one face is drawn again and again", () => {
		const draws = 100;
		const people = new RandomState(1).rand(draws).map((value) => (value < 0.3 ? 0 : value));
		const distances = Float64Array.from({ length: draws ** 2 }, (_, at) =>
			people[Math.floor(at / draws)] === people[at % draws] ? 0 : 1,
		);
		const { collisions, log10Low, log10High } = countPeople(distances, draws, 0.5, 1);
		const poisson = poissonInterval(collisions);
		expect((log10High ?? 9) - log10Low).toBeGreaterThan(Math.log10(poisson.high / poisson.low) * 2);
	});

	it("refuses distances that are not people²", () => {
		expect(() => countPeople(new Float64Array(10), 4, 0.5, 1)).toThrow(InputError);
	});
});

describe("the largest lower bound over thresholds", () => {
	it("lies below the number of people, and well above that of a threshold that is too wide", () => {
		const people = 200;
		// people of a circle of 500 places: neighbours look more alike than others
		const places = new RandomState(4).rand(people).map((value) => Math.floor(value * 500));
		const distances = Float64Array.from({ length: people ** 2 }, (_, at) => {
			const apart = Math.abs((places[Math.floor(at / people)] ?? 0) - (places[at % people] ?? 0));
			return Math.min(apart, 500 - apart) + 0.5;
		});
		// half of the photos are alike, half differ a lot
		const samePerson = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0.01 * i : i - 49));
		const thresholds = [1, 2, 4, 8, 16, 32, 64];
		const best = bestLowerBound(distances, people, samePerson, thresholds);
		expect(best.log10Low).toBeLessThan(Math.log10(500));
		expect(best.log10Low).toBeGreaterThan(Math.log10(30));
		const wide = countPeople(distances, people, 64, 1).log10Low;
		expect(best.log10Low).toBeGreaterThan(wide);
		expect(() => bestLowerBound(distances, people, samePerson, [])).toThrow(InputError);
		expect(() => bestLowerBound(distances, people, samePerson, Array(MOST_THRESHOLDS + 1).fill(1))).toThrow(InputError);
	});

	it("takes Wilson's lower end of a share", () => {
		expect(wilsonLow(8, 10, 1.96)).toBeCloseTo(0.4902, 4);
		expect(wilsonLow(0, 10, 1.96)).toBe(0);
		expect(wilsonLow(10, 10, 1.96)).toBeCloseTo(0.7225, 4);
	});
});

describe("the thinning out of near pairs", () => {
	it("gives the dimension of a cube, and the number of balls in it", () => {
		const dimension = 4;
		const points = new RandomState(2).rand(500 * dimension);
		const distances: number[] = [];
		for (let i = 0; i < 500; i++) {
			for (let j = 0; j < i; j++) {
				let sum = 0;
				for (let k = 0; k < dimension; k++) {
					sum += ((points[i * dimension + k] ?? 0) - (points[j * dimension + k] ?? 0)) ** 2;
				}
				distances.push(Math.sqrt(sum));
			}
		}
		const sorted = Float64Array.from(distances).sort();
		const tail = tailEstimate(sorted, 600, 0.01, 1);
		expect(tail?.dimension).toBeGreaterThan(3.4);
		expect(tail?.dimension).toBeLessThan(4.4);
		// a ball of radius 0.01 in four dimensions has volume π²/2 · 10⁻⁸
		const truth = -Math.log10((Math.PI ** 2 / 2) * 1e-8);
		expect(Math.abs((tail?.log10People ?? 0) - truth)).toBeLessThan(0.8);
	});

	it("is not asked above the nearest pairs", () => {
		expect(tailEstimate(Float64Array.of(1, 2, 3, 4), 2, 3.5, 1)).toBeNull();
	});
});

describe("Poisson intervals", () => {
	it.each([
		[0, 0, 3.689],
		[1, 0.0253, 5.572],
		[5, 1.623, 11.668],
		[100, 81.364, 121.627],
		[5000, 4862.36, 5140.57],
	])("of %i are those of the tables", (count, low, high) => {
		const interval = poissonInterval(count);
		expect(Math.abs(interval.low - low)).toBeLessThan(2e-4 * Math.max(count, 3));
		expect(Math.abs(interval.high - high)).toBeLessThan(2e-4 * Math.max(count, 3));
	});
});

describe("separation", () => {
	it("is 1 where all same pairs are nearer, ½ where nothing tells them apart", () => {
		expect(separationOf([1, 2], Float64Array.of(3, 4, 5))).toBe(1);
		expect(separationOf([6, 7], Float64Array.of(3, 4, 5))).toBe(0);
		expect(separationOf([1, 2, 3], Float64Array.of(1, 2, 3))).toBe(0.5);
		expect(separationOf([2, 4], Float64Array.of(1, 3, 5))).toBeCloseTo(3 / 6, 12);
	});
});
