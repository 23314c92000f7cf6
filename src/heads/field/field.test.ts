import { describe, expect, it } from "vitest";
import { vectorAt } from "../../../test/support/portraits.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { personOf } from "../latent/person.ts";
import { portraitLatent } from "../portrait.ts";
import { type HeadShape, headShape } from "../shape/head.ts";
import { Evaluator } from "./evaluate.ts";
import { ROUGHNESS } from "./lattice.ts";
import { encodeParts, writeParts } from "./prune.ts";

const PEOPLE = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

function person(index: number): HeadShape {
	return headShape(personOf(portraitLatent({ seed: 21 }, index)).identity, 0.1);
}

/** Points of the box; half of them near the surface. */
function points({ field }: HeadShape, count: number): (readonly [number, number, number])[] {
	const u = new RandomState(3).rand(3 * count);
	return Array.from({ length: count }, (_, i) => {
		const [a, b, c] = vectorAt(u, 3 * i);
		const [x, y, z] = [a - 0.5, b - 0.5, c - 0.5];
		if (i % 2 === 0) return [x, y, z];
		const d = field.distance(x, y, z);
		const step = 1e-4;
		const [gx, gy, gz] = [
			field.distance(x + step, y, z) - d,
			field.distance(x, y + step, z) - d,
			field.distance(x, y, z + step) - d,
		];
		const towards = d / (Math.hypot(gx, gy, gz) + 1e-12);
		const inBox = (p: number): number => Math.min(Math.max(p, -0.5), 0.4999);
		return [inBox(x - gx * towards), inBox(y - gy * towards), inBox(z - gz * towards)];
	});
}

/** The distance by the whole program, without cells. */
function wholeDistance({ parts }: HeadShape): (x: number, y: number, z: number) => number {
	const numbers: number[] = [];
	writeParts(encodeParts(parts), (operation) => numbers.push(...operation));
	const code = Float64Array.from(numbers);
	const evaluator = new Evaluator();
	return (x, y, z) => evaluator.distance(code, 0, code.length, x, y, z);
}

describe("the field of a person", () => {
	it.each(PEOPLE)("gives the distances of the whole program wherever there may be a surface, person %i", (index) => {
		const shape = person(index);
		const whole = wholeDistance(shape);
		for (const [x, y, z] of points(shape, 4000)) {
			const wanted = whole(x, y, z);
			const got = shape.field.distance(x, y, z);
			// Far from the surface ridges are only bounded, by their depth.
			if (Math.abs(wanted) < 0.01) expect(got).toBeCloseTo(wanted, 9);
			else expect(Math.abs(got - wanted)).toBeLessThan(0.031);
		}
	});

	it.each(PEOPLE)("leaps over nothing, person %i", (index) => {
		const shape = person(index);
		const whole = wholeDistance(shape);
		const direction = [0.36, -0.48, -0.8] as const;
		let leaps = 0;
		for (const [x, y, z] of points(shape, 1500)) {
			const way = shape.field.leap(x, y, z, ...direction);
			if (way > 0) leaps++;
			for (let t = 0; t < way; t += 0.01) {
				expect(whole(x + direction[0] * t, y + direction[1] * t, z + direction[2] * t)).toBeGreaterThan(0);
			}
		}
		expect(leaps).toBeGreaterThan(200);
	});

	it("reads rough distances within their bound of the true ones", () => {
		const shape = person(2);
		for (const [x, y, z] of points(shape, 3000)) {
			const rough = shape.field.roughDistance(x, y, z);
			expect(Math.abs(rough - shape.field.distance(x, y, z))).toBeLessThan(1.3 * ROUGHNESS);
		}
	});

	it("changes at most two and a half times as fast as the way does, in curls, and hardly faster elsewhere", () => {
		const step = 1e-4;
		let [fast, total] = [0, 0];
		for (const index of PEOPLE) {
			const whole = wholeDistance(person(index));
			for (const [x, y, z] of points(person(index), 1500)) {
				const change = Math.hypot(
					whole(x + step, y, z) - whole(x, y, z),
					whole(x, y + step, z) - whole(x, y, z),
					whole(x, y, z + step) - whole(x, y, z),
				);
				if (whole(x, y, z) < -0.005 || whole(x, y, z) > 0.1) continue;
				total++;
				if (change > 1.25 * step) fast++;
				expect(change).toBeLessThan(2.5 * step);
			}
		}
		expect(fast / total).toBeLessThan(0.05);
	});
});
