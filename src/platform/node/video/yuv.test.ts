import { describe, expect, it } from "vitest";
import type { PixelImage } from "../../../tensor/pixels.ts";
import { yuvOf } from "./yuv.ts";

function plain(width: number, height: number, rgb: readonly number[]): PixelImage {
	const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => rgb[index % 3] ?? 0);
	return { width, height, channels: 3, data };
}

/** Y, Cb, Cr of a picture of one colour. */
function valuesOf(rgb: readonly number[]): number[] {
	const planes = yuvOf(plain(4, 2, rgb));
	expect(new Set(planes.subarray(0, 8)).size).toBe(1);
	return [planes[0] ?? -1, planes[8] ?? -1, planes[10] ?? -1];
}

describe("yuvOf", () => {
	it.each<[string, readonly number[], readonly number[]]>([
		// 8-bit values of BT.709, limited range
		["black", [0, 0, 0], [16, 128, 128]],
		["white", [255, 255, 255], [235, 128, 128]],
		["grey", [128, 128, 128], [126, 128, 128]],
		["red", [255, 0, 0], [63, 102, 240]],
		["green", [0, 255, 0], [173, 42, 26]],
		["blue", [0, 0, 255], [32, 240, 118]],
		["yellow", [255, 255, 0], [219, 16, 138]],
	])("gives %s its place in BT.709", (_, rgb, yuv) => {
		expect(valuesOf(rgb)).toEqual(yuv);
	});

	it("places colours on the left column of their pixels and between their rows", () => {
		const image = plain(4, 2, [0, 0, 0]);
		image.data.set([255, 0, 0], 6); // column 2 of the first row
		const red = yuvOf(image).subarray(10, 12);
		// a quarter of it belongs to the right pair: half of the row, half of the columns
		expect(red[1]).toBe(Math.round(128 + (112 * 2) / 8));
		expect(red[0]).toBe(128);
	});

	it("repeats the last column and row of odd pictures", () => {
		expect([...yuvOf(plain(3, 1, [255, 255, 255]))]).toEqual([...yuvOf(plain(4, 2, [255, 255, 255]))]);
	});
});
