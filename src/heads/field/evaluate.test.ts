import { describe, expect, it } from "vitest";
import type { Vec3 } from "../../tensor/vec3.ts";
import { Field } from "./field.ts";
import {
	add,
	bentEllipsoid,
	bentHalf,
	cut,
	ellipsoid,
	grow,
	half,
	keep,
	ring,
	type Step,
	sphere,
	taper,
	turnedEllipsoid,
	unmirrored,
} from "./solids.ts";

function distance(steps: readonly Step[], [x, y, z]: Vec3): number {
	return new Field([{ part: 1, steps }]).distance(x, y, z);
}

describe("solids", () => {
	it("measure spheres exactly", () => {
		const steps = [add(0, sphere([0.1, 0, 0], 0.1))];
		expect(distance(steps, [0.1, 0.25, 0])).toBeCloseTo(0.15, 12);
		expect(distance(steps, [0.1, 0, 0.02])).toBeCloseTo(-0.08, 12);
	});

	it("are mirrored in x, unless they are told not to be", () => {
		const one = add(0, sphere([0.2, 0, 0], 0.05));
		expect(distance([one], [-0.2, 0, 0])).toBeCloseTo(-0.05, 12);
		expect(distance([unmirrored(one)], [-0.2, 0, 0])).toBeCloseTo(0.35, 12);
	});

	it("have ellipsoids whose surface is where it should be", () => {
		const radii: Vec3 = [0.1, 0.05, 0.2];
		for (const [a, b] of [
			[0.3, 0.2],
			[1.2, 2],
			[2.5, 4.4],
		] as const) {
			const on: Vec3 = [
				Math.abs(radii[0] * Math.sin(a) * Math.cos(b)),
				radii[1] * Math.cos(a),
				radii[2] * Math.sin(a) * Math.sin(b),
			];
			expect(distance([add(0, ellipsoid([0, 0, 0], radii))], on)).toBeCloseTo(0, 9);
		}
	});

	it("turn ellipsoids: what looked along +x looks along −z, and the top leans back", () => {
		const turned = unmirrored(add(0, turnedEllipsoid([0, 0, 0], [0.2, 0.05, 0.1], Math.PI / 2, 0)));
		expect(distance([turned], [0, 0, -0.2])).toBeCloseTo(0, 9);
		expect(distance([turned], [0.1, 0, 0])).toBeCloseTo(0, 9);
		const leaned = unmirrored(add(0, turnedEllipsoid([0, 0, 0], [0.05, 0.2, 0.05], 0, 0.3)));
		expect(distance([leaned], [0, 0.2 * Math.cos(0.3), -0.2 * Math.sin(0.3)])).toBeCloseTo(0, 9);
	});

	it("bend ellipsoids up and back towards the corners", () => {
		const bent = [add(0, bentEllipsoid([0, 0, 0], [0.05, 0.01, 0.01], 3, 5))];
		expect(distance(bent, [0.03, 3 * 0.03 ** 2 + 0.01 * Math.sqrt(1 - 0.36), -5 * 0.03 ** 2])).toBeCloseTo(0, 9);
		expect(distance(bent, [0.03, 0.01, 0])).toBeGreaterThan(0);
	});

	it("have capsules with a radius at each end", () => {
		const steps = [add(0, taper([0, -0.1, 0], 0.02, [0, 0.1, 0], 0.04))];
		expect(distance(steps, [0, 0.1, 0.1])).toBeCloseTo(0.06, 12);
		expect(distance(steps, [0, -0.2, 0])).toBeCloseTo(0.08, 12);
		expect(distance(steps, [0.1, 0, 0])).toBeCloseTo(0.07, 12);
	});

	it("have half spaces, bent ones too, that are never further than they say", () => {
		expect(distance([add(0, half([0, 2, 0], -0.2))], [0.3, 0.25, 0])).toBeCloseTo(0.15, 12);
		const bent = [add(0, bentHalf([0, 1, 0], 0, 2, 0, 0.2))];
		expect(distance(bent, [0.1, -2 * 0.1 ** 2, 0])).toBeCloseTo(0, 12);
		// The parabola's nearest point is about 0.036 away from here.
		expect(distance(bent, [0.2, -0.03, 0.1])).toBeLessThan(0.046);
	});

	it("have rings of wire", () => {
		const wire = [unmirrored(add(0, ring([0, 0, 0], 0.05, 0.05, 2, 0.003, 0)))];
		expect(distance(wire, [0.05, 0, 0])).toBeCloseTo(-0.003, 9);
		expect(distance(wire, [0, 0, 0])).toBeGreaterThan(0.03);
	});
});

describe("steps", () => {
	const ball = add(0, sphere([0, 0, 0], 0.2));

	it("cut, keep and grow", () => {
		expect(distance([ball, cut(0, sphere([0, 0.2, 0], 0.1))], [0, 0.15, 0])).toBeCloseTo(0.05, 12);
		expect(distance([ball, keep(0, half([0, 1, 0], 0))], [0, 0.1, 0])).toBeCloseTo(0.1, 12);
		expect(distance([ball, grow(0.03)], [0, 0.3, 0])).toBeCloseTo(0.07, 12);
	});

	it("join smoothly: a quarter of the blend deeper where both are equally far, as they are outside the blend", () => {
		const pair = [add(0, sphere([0.1, 0, 0], 0.1)), add(0.04, half([0, 1, 0], 0.1))];
		expect(distance(pair, [0.1, 0, 0.2])).toBeCloseTo(0.1 - 0.01, 12);
		expect(distance(pair, [0.1, 0.3, 0])).toBeCloseTo(0.2, 12);
	});

	it("nest: what is cut can itself be a union, or what several solids share", () => {
		const slot = [add(0, sphere([0, 0.2, 0], 0.1)), keep(0, half([0, 0, -1], 0.02))];
		// The slot is only where z > 0.02.
		expect(distance([ball, cut(0, slot)], [0, 0.15, 0.05])).toBeGreaterThan(0);
		expect(distance([ball, cut(0, slot)], [0, 0.15, -0.01])).toBeLessThan(0);
	});
});
