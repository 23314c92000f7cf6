import { describe, expect, it } from "vitest";
import { camerasOf, personRayNumbers, RAY, RAY_NUMBERS, type RaySet } from "../../heads/rays/person-rays.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { drawPoints, drawRays, type LessonRays, POINTS_OF_A_RAY, someRays } from "./lesson.ts";

const SET: RaySet = { seed: 0, poses: "rebalanced", gaze: "free", views: 4, viewsBehind: 1, raysPerView: 6 };
const CAMERAS = camerasOf(SET);
const FRONT = { rayStart: 2.25, fromBehind: false } as const;

/** A person whose rays say which they are: camera v stands at (v, 0, 3), ray r is r deep, colours are the number of the ray. */
function person(): Float32Array {
	const all = new Float32Array(personRayNumbers(SET));
	for (let view = 0; view < CAMERAS; view++) {
		all.set([view, 0, 3], 3 * view);
		for (let ray = 0; ray < SET.raysPerView; ray++) {
			const number = view * SET.raysPerView + ray;
			const at = 3 * CAMERAS + number * RAY_NUMBERS;
			all.set([0, 0, -1], at + RAY.direction);
			all[at + RAY.depth] = ray === 0 ? -3.2 : 2.4 + 0.1 * ray;
			all.set([number, number, number], at + RAY.colour);
		}
	}
	return all;
}

/** One ray straight down from (0, 0, 2.7). */
function single(depth: number): LessonRays {
	return {
		origins: Float32Array.of(0, 0, 2.7),
		directions: Float32Array.of(0, 0, -1),
		depths: Float32Array.of(depth),
		colours: Float32Array.of(0.1, 0.2, 0.3),
		walls: Float32Array.of(0),
		starts: Float32Array.of(2.25),
	};
}

describe("drawRays", () => {
	it("takes all rays of two different cameras, with the wall drawn inside the box", () => {
		for (let seed = 0; seed < 20; seed++) {
			const { origins, colours, depths } = drawRays(person(), SET, new RandomState(seed), FRONT);
			const views = Array.from({ length: 12 }, (_, ray) => origins[3 * ray]);
			const [first, second] = [views[0], views[6]];
			expect(first).not.toBe(second);
			expect(views).toEqual([...new Array(6).fill(first), ...new Array(6).fill(second)]);
			expect(colours[3 * 5]).toBe(6 * (first ?? 0) + 5);
			expect(depths[0]).toBeCloseTo(3.12, 5);
			expect(depths[1]).toBeCloseTo(2.5, 5);
		}
	});

	it("has each camera come as often as the others", () => {
		const counts = new Array<number>(4).fill(0);
		const random = new RandomState(1);
		for (let lesson = 0; lesson < 400; lesson++) {
			const { origins } = drawRays(person(), SET, random, FRONT);
			for (const at of [0, 18]) counts[origins[at] ?? 0] = (counts[origins[at] ?? 0] ?? 0) + 1;
		}
		for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(45);
	});
});

describe("drawRays from behind", () => {
	const behind = (): Float32Array => {
		const all = person();
		// straight ahead from (0, 0, -2.5), as a camera behind sees it, to a head at z = -0.3
		all.set([0, 0, -2.5], 3 * SET.views);
		for (let ray = 0; ray < SET.raysPerView; ray++) {
			const at = 3 * CAMERAS + (SET.views * SET.raysPerView + ray) * RAY_NUMBERS;
			all.set([0, 0, 1, 2.2], at);
		}
		return all;
	};

	it("begins where the wall ends that others see", () => {
		let seen = 0;
		for (let seed = 0; seed < 40; seed++) {
			const { origins, starts } = drawRays(behind(), SET, new RandomState(seed), { ...FRONT, fromBehind: true });
			for (let ray = 0; ray < starts.length; ray++) {
				const isBehind = (origins[3 * ray + 2] ?? 0) < 0;
				if (isBehind) seen++;
				// the wall is 0.08 thick, and begins at z = -0.5, 2 from the camera
				expect(starts[ray]).toBeCloseTo(isBehind ? 2.086 : 2.25, 5);
			}
		}
		expect(seen).toBeGreaterThan(0);
	});

	it("is left out for what marches", () => {
		for (let seed = 0; seed < 40; seed++) {
			const { origins } = drawRays(behind(), SET, new RandomState(seed), FRONT);
			for (let ray = 0; ray < 12; ray++) expect(origins[3 * ray + 2]).toBe(3);
		}
	});
});

describe("someRays", () => {
	it("chooses as many as asked for, all different, with what belongs to them", () => {
		const lesson = drawRays(person(), SET, new RandomState(3), FRONT);
		const { depths, colours } = someRays(lesson, 7, new RandomState(4));
		expect(depths).toHaveLength(7);
		const numbers = Array.from({ length: 7 }, (_, ray) => colours[3 * ray] ?? -1);
		expect(new Set(numbers).size).toBe(7);
		for (const [ray, number] of numbers.entries()) {
			expect(depths[ray]).toBeCloseTo(number % 6 === 0 ? 3.12 : 2.4 + 0.1 * (number % 6), 5);
		}
	});
});

describe("drawPoints", () => {
	const box = 1;

	it("puts a point on the surface, one behind it, and two before it", () => {
		for (let seed = 0; seed < 50; seed++) {
			const { points, known } = drawPoints(single(2.6), box, new RandomState(seed));
			const depth = (kind: number): number => 2.7 - (points[3 * kind + 2] ?? 0);
			expect(points).toHaveLength(3 * POINTS_OF_A_RAY);
			expect(depth(0)).toBeCloseTo(2.6, 5);
			expect(depth(1)).toBeGreaterThan(2.6029);
			expect(depth(1)).toBeLessThan(2.6281);
			expect(depth(2)).toBeLessThan(2.5941);
			expect(depth(3)).toBeGreaterThanOrEqual(2.2499);
			expect(depth(3)).toBeLessThan(2.5801);
			expect(known[0]).toBe(1);
			expect(known[1]).toBe(depth(2) >= 2.25 ? 1 : 0);
			expect(known[2]).toBe(1);
		}
	});

	it("asks for opacity through the whole of a wall", () => {
		const depths = Array.from({ length: 200 }, (_, seed) => {
			const wall = { ...single(3.1), walls: Float32Array.of(1) };
			return 2.7 - (drawPoints(wall, box, new RandomState(seed)).points[5] ?? 0);
		});
		expect(Math.max(...depths)).toBeGreaterThan(3.175);
		expect(Math.max(...depths)).toBeLessThan(3.1781);
	});

	it("asks nothing outside the box, nor before rays begin", () => {
		const { known: beyond } = drawPoints(single(3.3), box, new RandomState(0));
		expect(beyond[0]).toBe(0);
		const { known: near } = drawPoints({ ...single(2.24) }, box, new RandomState(0));
		expect(Array.from(near)).toEqual([1, 0, 0]);
	});
});
