import { describe, expect, it } from "vitest";
import type { PixelImage } from "../tensor/pixels.ts";
import { placeInPhotograph, samplePatch } from "./sample-patch.ts";

/** Red rises to the right, green downwards, blue is even. */
function ramp(width: number, height: number): PixelImage {
	const data = new Uint8Array(3 * width * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) data.set([2 * x, 2 * y, 100], 3 * (y * width + x));
	}
	return { width, height, channels: 3, data };
}

describe("samplePatch", () => {
	it("gives the pixels of a square as they are", () => {
		const planes = samplePatch(ramp(20, 10), { centre: [8, 5], side: 4, radians: 0 }, 4);
		expect([...planes.slice(0, 4)].map((value) => Math.round(255 * value))).toEqual([12, 14, 16, 18]);
		expect(Math.round(255 * (planes[16] ?? 0))).toBe(6);
		expect(Math.round(255 * (planes[32] ?? 0))).toBe(100);
	});

	it("turns clockwise, and says where a place lies", () => {
		const patch = { centre: [40, 40], side: 20, radians: Math.PI / 2 } as const;
		// the patch's left top corner looks right and up
		expect(placeInPhotograph(patch, 0, 0)[0]).toBeCloseTo(50, 9);
		expect(placeInPhotograph(patch, 0, 0)[1]).toBeCloseTo(30, 9);
		const planes = samplePatch(ramp(80, 80), patch, 10);
		const red = (row: number, column: number): number => 255 * (planes[10 * row + column] ?? 0);
		expect(red(0, 0)).toBeGreaterThan(red(9, 0) + 30);
		expect(red(0, 0)).toBeCloseTo(red(0, 9), 3);
	});

	it("takes the mean of what it shrinks", () => {
		const stripes = ramp(64, 64);
		for (let at = 0; at < stripes.data.length; at++) stripes.data[at] = Math.floor(at / 3) % 2 === 0 ? 0 : 200;
		const planes = samplePatch(stripes, { centre: [32, 32], side: 64, radians: 0 }, 4);
		for (const value of planes) expect(Math.round(255 * value)).toBe(100);
	});

	it("is black, or continues the border, outside the photograph", () => {
		const patch = { centre: [0, 5], side: 8, radians: 0 } as const;
		expect(samplePatch(ramp(20, 10), patch, 8)[8 * 8 * 2]).toBe(0);
		expect(Math.round(255 * (samplePatch(ramp(20, 10), patch, 8, "edge")[8 * 8 * 2] ?? 0))).toBe(100);
	});
});
