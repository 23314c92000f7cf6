import { describe, expect, it } from "vitest";
import { presetConfig } from "../../generator/presets.ts";
import { InputError } from "../../tensor/errors.ts";
import { windowOf } from "./people-window.ts";
import { batchParts, requireTeachable, stepOfPlan, type TeachingPlan } from "./teaching-plan.ts";

const PLAN: TeachingPlan = {
	...{ batch: 8, part: 4, traitSteps: 500, traitPeople: 4, traitRate: 0.06 },
	...{
		steps: 1000,
		lessons: "geometry",
		pointSteps: 300,
		rate: 0.005,
		marchedRays: 16,
		samples: { coarse: 6, fine: 4 },
		seed: 0,
	},
	window: { people: 10, fresh: 0.5, ahead: 2 },
};

describe("stepOfPlan", () => {
	it("teaches traits, then points, then points with rays", () => {
		const lesson = (step: number): string => stepOfPlan(PLAN, step).lesson;
		expect([0, 499].map(lesson)).toEqual(["traits", "traits"]);
		expect([500, 799].map(lesson)).toEqual(["points", "points"]);
		expect([800, 801, 802].map(lesson)).toEqual(["rays", "rays", "rays"]);
	});

	it("teaches pictures from the first step where shapes are not known", () => {
		const plan: TeachingPlan = { ...PLAN, lessons: "pictures" };
		expect([499, 500, 799, 800].map((step) => stepOfPlan(plan, step).lesson)).toEqual([
			"traits",
			...["pictures", "pictures", "pictures"],
		]);
	});

	it("warms up, falls to three per cent, and begins again with pictures", () => {
		const rate = (step: number): number => stepOfPlan(PLAN, step).adam.learningRate;
		expect(rate(0)).toBeCloseTo(0.0006, 6);
		expect(rate(499)).toBeCloseTo(0.03 * 0.06, 5);
		expect(rate(500)).toBeCloseTo(0.005 / 200, 7);
		expect(rate(1000)).toBeCloseTo(0.005 * (0.03 + 0.97 / 2), 6);
		expect(rate(1500)).toBeCloseTo(0.03 * 0.005, 7);
		expect(stepOfPlan(PLAN, 500)).toMatchObject({ updates: 1, isFirst: true });
		expect(stepOfPlan(PLAN, 501)).toMatchObject({ updates: 2, isFirst: false });
	});
});

describe("batchParts", () => {
	it("refuses a batch that cannot be cut up", () => {
		expect(batchParts(PLAN)).toBe(2);
		expect(() => batchParts({ batch: 8, part: 3 })).toThrow(InputError);
	});
});

describe("requireTeachable", () => {
	const config = presetConfig("heads128");

	it("takes a network of the heads", () => {
		expect(() => requireTeachable(config, PLAN)).not.toThrow();
	});

	it("refuses a small z, a batch that cannot be cut up, and rays that begin at the box", () => {
		const { mapping, rendering } = config;
		const small = { ...config, mapping: { ...mapping, zDim: 8 } };
		expect(() => requireTeachable(small, PLAN)).toThrow(/z has 8 numbers, want at least the \d+/);
		expect(() => requireTeachable(config, { ...PLAN, part: 3 })).toThrow(/batch 8 in parts of 3, want a divisor/);
		const seeing = { ...config, conditioning: { scale: 1, zero: false } };
		expect(() => requireTeachable(seeing, PLAN)).toThrow(/mapping sees the camera/);
		const boxed = { ...config, rendering: { ...rendering, rayStart: "auto" as const } };
		expect(() => requireTeachable(boxed, PLAN)).toThrow(/want a number for ray_start/);
	});
});

describe("windowOf", () => {
	it("moves on by the new people of each step", () => {
		expect(windowOf(PLAN.window, 0)).toEqual({ low: 0, high: 10 });
		expect(windowOf(PLAN.window, 5)).toEqual({ low: 2, high: 12 });
	});
});
