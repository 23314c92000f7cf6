import { expect, it } from "vitest";
import { sanitizeGradient } from "./sanitize.ts";

it("sanitizeGradient replaces NaN by 0 and infinities by ±1e5, counts them, and leaves all else", () => {
	const { NaN: none, POSITIVE_INFINITY: above, NEGATIVE_INFINITY: below } = Number;
	const gradient = Float32Array.of(1, none, above, below, -3e38, 0);
	expect(sanitizeGradient(gradient)).toBe(3);
	expect([...gradient]).toEqual([1, 0, 1e5, -1e5, Math.fround(-3e38), 0]);
	expect(sanitizeGradient(gradient)).toBe(0);
});
