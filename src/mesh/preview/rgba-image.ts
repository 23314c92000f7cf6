/** Pictures with transparency, and how they come onto a background. */

import type { PixelImage } from "../../tensor/pixels.ts";

/** 8-bit pixels, row by row from the top: red, green, blue (sRGB), alpha; colours are not multiplied by alpha. */
export interface RgbaImage {
	readonly width: number;
	readonly height: number;
	readonly channels: 4;
	readonly data: Uint8Array;
}

/**
 * Puts a picture onto one colour, mixed as pictures are (in sRGB), as browsers do it.
 * @param background  red, green, blue, 0 to 255
 */
export function onBackground(image: RgbaImage, background: readonly [number, number, number]): PixelImage {
	const { width, height } = image;
	const data = new Uint8Array(width * height * 3);
	for (let pixel = 0; pixel < width * height; pixel++) {
		const alpha = image.data[pixel * 4 + 3]! / 255;
		for (let channel = 0; channel < 3; channel++) {
			const mixed = image.data[pixel * 4 + channel]! * alpha + background[channel]! * (1 - alpha);
			data[pixel * 3 + channel] = Math.round(mixed);
		}
	}
	return { width, height, channels: 3, data };
}
