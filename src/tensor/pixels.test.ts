import { describe, expect, it } from "vitest";
import { float32Tensor } from "./host-tensor.ts";
import { colourPixels, enlarged, greyPixels, type PixelImage, sheetOf } from "./pixels.ts";

describe("colourPixels", () => {
	it("cuts fractions off after clamping, as the published tools do", () => {
		// x · 127.5 + 128: 0.5, 128, 255.5 and beyond; 0.999 gives 255.37
		const values = [-1, 0, 1, -2, 2, 0.999, Number.NaN];
		const { data } = colourPixels(float32Tensor([1, 3, 1, 7], [...values, ...values, ...values]));
		expect([...data].filter((_, index) => index % 3 === 0)).toEqual([0, 128, 255, 0, 255, 255, 0]);
	});

	it("interleaves channels, row by row", () => {
		const red = [-1, -1, -1, 1];
		const green = [-1, 1, -1, -1];
		const blue = [-1, -1, 1, -1];
		const { data, width, height } = colourPixels(float32Tensor([1, 3, 2, 2], [...red, ...green, ...blue]));
		expect([width, height]).toEqual([2, 2]);
		expect([...data]).toEqual([0, 0, 0, 0, 255, 0, 0, 0, 255, 255, 0, 0]);
	});

	it("refuses batches", () => {
		expect(() => colourPixels(float32Tensor([2, 3, 1, 1], [0, 0, 0, 0, 0, 0]))).toThrow("image: shape [2, 3, 1, 1]");
	});
});

describe("greyPixels", () => {
	it("maps black and white to 0 and 255, either way round", () => {
		const depth = float32Tensor([1, 1, 1, 4], [2, 2.5, 3, 9]);
		expect([...greyPixels(depth, 2, 3).data]).toEqual([0, 128, 255, 255]);
		expect([...greyPixels(depth, 3, 2).data]).toEqual([255, 128, 0, 0]);
	});

	it("is black where nothing differs", () => {
		expect([...greyPixels(float32Tensor([1, 1, 1, 2], [4, 4]), 4, 4).data]).toEqual([0, 0]);
	});
});

describe("sheetOf", () => {
	const pixel = (value: number): PixelImage => ({
		width: 1,
		height: 2,
		channels: 1,
		data: Uint8Array.of(value, value + 1),
	});

	it("puts rows below one another and columns side by side", () => {
		const sheet = sheetOf([
			[pixel(10), pixel(20)],
			[pixel(30), pixel(40)],
		]);
		expect(sheet).toMatchObject({ width: 2, height: 4, channels: 1 });
		expect([...sheet.data]).toEqual([10, 20, 11, 21, 30, 40, 31, 41]);
	});

	it("wants images of one size and rows of one length", () => {
		expect(() => sheetOf([])).toThrow("there are no images");
		expect(() => sheetOf([[pixel(1), pixel(2)], [pixel(3)]])).toThrow("row 1 has 1 images, want 2");
		const wide: PixelImage = { width: 2, height: 2, channels: 1, data: new Uint8Array(4) };
		expect(() => sheetOf([[pixel(1), wide]])).toThrow("image 1 of row 0 is 2 × 2 × 1, want 1 × 2 × 1");
	});
});

describe("enlarged", () => {
	it("makes a square of every pixel", () => {
		const image: PixelImage = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
		const row = [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6];
		expect(enlarged(image, 2)).toEqual({ width: 4, height: 2, channels: 3, data: Uint8Array.from([...row, ...row]) });
		expect(enlarged(image, 1)).toBe(image);
		expect(() => enlarged(image, 1.5)).toThrow(/want a whole number/);
	});
});
