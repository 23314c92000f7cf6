/** Images as 8-bit pixels, and images put side by side. */

import { InputError } from "./errors.ts";
import type { Float32Tensor } from "./host-tensor.ts";
import { matchShape } from "./shape.ts";

/** 8-bit pixels, row by row, channels interleaved. */
export interface PixelImage {
	readonly width: number;
	readonly height: number;
	/** 1 is grey, 3 is RGB. */
	readonly channels: 1 | 3;
	readonly data: Uint8Array;
}

/**
 * Colours to 8 bit as the published tools do: `clamp(x · 127.5 + 128, 0, 255)`, fractions cut off.
 * @param image  [1, 3, H, W] about [-1, 1]
 */
export function colourPixels(image: Float32Tensor): PixelImage {
	const { H, W } = matchShape("image", image.shape, [1, 3, "H", "W"]);
	const data = new Uint8Array(H * W * 3);
	const area = H * W;
	for (let channel = 0; channel < 3; channel++) {
		for (let pixel = 0; pixel < area; pixel++) {
			const value = image.data[channel * area + pixel] ?? 0;
			data[pixel * 3 + channel] = Math.min(Math.max(value * 127.5 + 128, 0), 255);
		}
	}
	return { width: W, height: H, channels: 3, data };
}

/**
 * Numbers to grey, `black` and below to 0, `white` and above to 255, rounded; `white` may be the smaller one.
 * @param image  [1, 1, H, W]
 */
export function greyPixels(image: Float32Tensor, black: number, white: number): PixelImage {
	const { H, W } = matchShape("image", image.shape, [1, 1, "H", "W"]);
	const scale = white === black ? 0 : 255 / (white - black);
	const data = Uint8Array.from(image.data, (value) => Math.min(Math.max(Math.round((value - black) * scale), 0), 255));
	return { width: W, height: H, channels: 1, data };
}

/** Puts images of one size into a sheet: `rows` of equally many, each from left to right. */
export function sheetOf(rows: readonly (readonly PixelImage[])[]): PixelImage {
	const first = rows[0]?.[0];
	const columns = rows[0]?.length ?? 0;
	if (!first) throw new InputError("sheetOf: there are no images");
	const { width, height, channels } = first;
	const data = new Uint8Array(width * columns * height * rows.length * channels);
	const rowBytes = width * channels;
	for (const [row, images] of rows.entries()) {
		if (images.length !== columns)
			throw new InputError(`sheetOf: row ${row} has ${images.length} images, want ${columns}`);
		for (const [column, image] of images.entries()) {
			if (image.width !== width || image.height !== height || image.channels !== channels) {
				throw new InputError(`sheetOf: image ${column} of row ${row} is ${sizeOf(image)}, want ${sizeOf(first)}`);
			}
			for (let y = 0; y < height; y++) {
				const line = image.data.subarray(y * rowBytes, (y + 1) * rowBytes);
				data.set(line, ((row * height + y) * columns + column) * rowBytes);
			}
		}
	}
	return { width: width * columns, height: height * rows.length, channels, data };
}

function sizeOf({ width, height, channels }: PixelImage): string {
	return `${width} × ${height} × ${channels}`;
}

/** The picture `factor` times as large, every pixel a square: nothing is invented. Throws `InputError` unless it is whole. */
export function enlarged(image: PixelImage, factor: number): PixelImage {
	if (!(Number.isInteger(factor) && factor >= 1))
		throw new InputError(`enlarged: factor ${factor}, want a whole number`);
	if (factor === 1) return image;
	const { width, height, channels } = image;
	const data = new Uint8Array(width * height * channels * factor * factor);
	const line = width * channels * factor;
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const pixel = image.data.subarray((y * width + x) * channels, (y * width + x + 1) * channels);
			for (let copy = 0; copy < factor; copy++) data.set(pixel, y * factor * line + (x * factor + copy) * channels);
		}
		for (let copy = 1; copy < factor; copy++) {
			data.copyWithin((y * factor + copy) * line, y * factor * line, (y * factor + 1) * line);
		}
	}
	return { width: width * factor, height: height * factor, channels, data };
}
