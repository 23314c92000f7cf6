import { describe, expect, it } from "vitest";
import { compare, relativeL2, ulpDistance } from "./comparison.ts";
import { exact } from "./tolerances.ts";

describe("relativeL2", () => {
	it("is the length of the error over the length of what is expected", () => {
		expect(relativeL2([3, 4.5], [3, 4])).toBeCloseTo(0.1, 12);
	});

	it("is zero for two zero tensors, infinite where only the expected one is zero, NaN where numbers are missing", () => {
		expect(relativeL2([0, 0], [0, 0])).toBe(0);
		expect(relativeL2([0, 1], [0, 0])).toBe(Number.POSITIVE_INFINITY);
		expect(relativeL2([Number.NaN, 1], [1, 1])).toBeNaN();
	});

	it("leaves out pairs of equal infinities", () => {
		expect(relativeL2([Number.POSITIVE_INFINITY, 1.5], [Number.POSITIVE_INFINITY, 1])).toBeCloseTo(0.5, 12);
	});
});

describe("compare", () => {
	it("finds the element that exceeds its allowance most", () => {
		const { worst, failing } = compare([1, 2.5, 3, 5], [1, 2, 3, 4], exact);
		expect(failing).toEqual([1, 3]);
		expect([1, 3]).toContain(worst);
	});

	it("gives the cosine and the mean error, which tell a wrong direction from a wrong scale", () => {
		expect(compare([2, 4], [1, 2], exact)).toMatchObject({ cosine: 1, bias: 1.5 });
		expect(compare([-1, -2], [1, 2], exact).cosine).toBe(-1);
		expect(compare([2, -1], [1, 2], exact).cosine).toBe(0);
	});
});

describe("ulpDistance", () => {
	it("counts float32 numbers, across zero too", () => {
		expect(ulpDistance(1, 1 + 2 ** -23)).toBe(1);
		expect(ulpDistance(-0, 0)).toBe(0);
		expect(ulpDistance(-(2 ** -149), 2 ** -149)).toBe(2);
		expect(ulpDistance(Number.NaN, 1)).toBe(Number.POSITIVE_INFINITY);
	});
});
