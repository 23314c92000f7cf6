import { describe, expect, it } from "vitest";
import { blurSigma, renderingResolution, swapProbability } from "./schedules.ts";

describe("swapProbability", () => {
	it("falls from 1 to the probability asked for", () => {
		const at = (images: number): number => swapProbability(images, 0.5, 1000);
		expect([0, 50_000, 500_000, 1_000_000, 9_000_000].map(at)).toEqual([1, 0.975, 0.75, 0.5, 0.5]);
	});

	it("is the probability asked for from the start where there is no fade", () => {
		expect(swapProbability(0, 0.8, 0)).toBe(0.8);
	});
});

describe("blurSigma", () => {
	it("falls from the initial sigma to 0", () => {
		const at = (images: number): number => blurSigma(images, 10, 200);
		expect([0, 50_000, 200_000, 300_000].map(at)).toEqual([10, 7.5, 0, 0]);
	});

	it("is 0 throughout where there is no fade", () => {
		expect(blurSigma(0, 10, 0)).toBe(0);
	});
});

describe("renderingResolution", () => {
	it("goes from the initial to the final resolution in whole numbers", () => {
		const at = (images: number): number => renderingResolution(images, 64, 128, 1000);
		expect([0, 7_000, 8_000, 500_000, 1_000_000, 2_000_000].map(at)).toEqual([64, 64, 65, 96, 128, 128]);
		expect(renderingResolution(50_000, 16, 32, 100)).toBe(24);
	});

	it("rounds to even numbers midway, as NumPy does", () => {
		expect(renderingResolution(500, 16, 17, 1)).toBe(16);
		expect(renderingResolution(500, 17, 18, 1)).toBe(18);
	});

	it("stays without a final one, and is the final one without a fade", () => {
		expect(renderingResolution(1e9, 64, null, 1000)).toBe(64);
		expect(renderingResolution(0, 64, 128, 0)).toBe(128);
	});
});
