import { describe, expect, it } from "vitest";
import { ShapeError } from "../../tensor/errors.ts";
import { ADAM, adamUpdate, freshMoments, lazyRegularization, sanitizeGradient } from "./adam.ts";

const PUBLISHED = { ...ADAM, learningRate: 0.0025 };

describe("adamUpdate", () => {
	it("takes steps of the learning rate at first, whatever the gradient's size", () => {
		// With beta1 = 0 and a first step, mean = g and square / (1 - beta2) = g²: the step is learningRate · sign(g).
		const values = Float32Array.of(1, 1, 1);
		const gradient = Float32Array.of(1e-3, -50, 0);
		const options = { learningRate: 0.5, beta1: 0, beta2: 0.75, epsilon: 0 };
		adamUpdate(values.subarray(0, 2), gradient.subarray(0, 2), freshMoments(2), options);
		expect([...values]).toEqual([0.5, 1.5, 1]);
	});

	it("agrees with two steps worked by hand", () => {
		// beta1 1/2, beta2 3/4, learning rate 1, epsilon 1/4.
		const options = { learningRate: 1, beta1: 0.5, beta2: 0.75, epsilon: 0.25 };
		const values = Float32Array.of(8);
		// g = 2: mean 1, square 1; corrected 1 / (1/2) = 2 and √(1 / (1/4)) = 2; step 2 / (2 + 1/4) = 8/9.
		const first = adamUpdate(values, Float32Array.of(2), freshMoments(1), options);
		expect([first.steps, ...first.mean, ...first.square]).toEqual([1, 1, 1]);
		expect(values[0]).toBe(Math.fround(8 - 8 / 9));
		// g = -4: mean 1/2 - 2 = -3/2, square 3/4 + 4 = 19/4; corrected -2 and √((19/4) / (7/16)) = √(76/7).
		const second = adamUpdate(values, Float32Array.of(-4), first, options);
		expect([second.steps, ...second.mean, ...second.square]).toEqual([2, -1.5, 4.75]);
		expect(values[0]).toBeCloseTo(8 - 8 / 9 + 2 / (Math.sqrt(76 / 7) + 0.25), 6);
	});

	it("changes the arrays it was given, and leaves an element without gradient where it is", () => {
		const moments = freshMoments(2);
		const values = Float32Array.of(3, 3);
		const after = adamUpdate(values, Float32Array.of(0, 1), moments, PUBLISHED);
		expect(after.mean).toBe(moments.mean);
		expect(values[0]).toBe(3);
		expect(values[1]).toBeCloseTo(3 - 0.0025, 6);
	});

	it("refuses arrays of different lengths", () => {
		expect(() => adamUpdate(new Float32Array(2), new Float32Array(3), freshMoments(2), PUBLISHED)).toThrow(ShapeError);
		expect(() => adamUpdate(new Float32Array(2), new Float32Array(2), freshMoments(1), PUBLISHED)).toThrow(
			"adamUpdate: 2 values, 2 gradients, 1 and 1 moments",
		);
	});
});

describe("lazyRegularization", () => {
	it("scales learning rate and betas by interval / (interval + 1)", () => {
		const generator = lazyRegularization(PUBLISHED, 4);
		expect(generator.learningRate).toBeCloseTo(0.002, 15);
		expect(generator.beta1).toBe(0);
		expect(generator.beta2).toBe(0.99 ** 0.8);
		const discriminator = lazyRegularization({ ...PUBLISHED, learningRate: 0.002, beta1: 0.5 }, 16);
		expect(discriminator.learningRate).toBeCloseTo(0.002 * (16 / 17), 15);
		expect(discriminator.beta1).toBe(0.5 ** (16 / 17));
		expect(discriminator.epsilon).toBe(1e-8);
	});

	it("changes nothing without regularisation, and refuses an interval below 1", () => {
		expect(lazyRegularization(PUBLISHED, null)).toBe(PUBLISHED);
		expect(() => lazyRegularization(PUBLISHED, 0)).toThrow("interval 0, want at least 1");
	});
});

it("sanitizeGradient replaces NaN by 0 and infinities by ±1e5, counts them, and leaves all else", () => {
	const { NaN: none, POSITIVE_INFINITY: above, NEGATIVE_INFINITY: below } = Number;
	const gradient = Float32Array.of(1, none, above, below, -3e38, 0);
	expect(sanitizeGradient(gradient)).toBe(3);
	expect([...gradient]).toEqual([1, 0, 1e5, -1e5, Math.fround(-3e38), 0]);
	expect(sanitizeGradient(gradient)).toBe(0);
});
