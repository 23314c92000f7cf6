/**
 * Pixels as video stores them: BT.709 with limited range, colours at half the resolution (4:2:0).
 *
 * Y = 16 + 219 · (0.2126 R + 0.7152 G + 0.0722 B), Cb and Cr = 128 + 224 · (B − Y) / 1.8556 and (R − Y) / 1.5748, all of
 * R, G, B in 0 to 1, rounded once. A colour sample lies on the left column of its two pixels and between their rows, where
 * H.264 has it by default, so it is the mean of columns weighted 1, 2, 1 and of both rows.
 * @see ITU-R BT.709-6 §3; ITU-T H.264 §6.2, figure 6-3
 */

import type { PixelImage } from "../../../tensor/pixels.ts";

const RED = 0.2126;
const GREEN = 0.7152;
const BLUE = 0.0722;
const BLUE_SPAN = 2 * (1 - BLUE);
const RED_SPAN = 2 * (1 - RED);

/** Sides that colour at half the resolution can have. */
export function even(length: number): number {
	return length + (length % 2);
}

/**
 * The planes Y, Cb and Cr of a picture, one after the other.
 * @param image  RGB; odd sides get their last column or row twice
 * @returns [even height · even width · 3 / 2]
 */
export function yuvOf({ width, height, data }: PixelImage): Uint8Array {
	const [columns, rows] = [even(width), even(height)];
	const area = columns * rows;
	const planes = new Uint8Array((area * 3) / 2);
	const blue = new Float32Array(area);
	const red = new Float32Array(area);
	for (let row = 0; row < rows; row++) {
		const source = Math.min(row, height - 1) * width;
		for (let column = 0; column < columns; column++) {
			const from = (source + Math.min(column, width - 1)) * 3;
			const r = (data[from] ?? 0) / 255;
			const g = (data[from + 1] ?? 0) / 255;
			const b = (data[from + 2] ?? 0) / 255;
			const y = RED * r + GREEN * g + BLUE * b;
			const at = row * columns + column;
			planes[at] = Math.round(16 + 219 * y);
			blue[at] = (b - y) / BLUE_SPAN;
			red[at] = (r - y) / RED_SPAN;
		}
	}
	halved(blue, columns, rows, planes.subarray(area, (area * 5) / 4));
	halved(red, columns, rows, planes.subarray((area * 5) / 4));
	return planes;
}

/** Colour differences [rows · columns], −½ to ½, at half the resolution. */
function halved(values: Float32Array, columns: number, rows: number, out: Uint8Array): void {
	let next = 0;
	for (let row = 0; row < rows; row += 2) {
		for (let column = 0; column < columns; column += 2) {
			let sum = 0;
			for (const line of [row * columns, (row + 1) * columns]) {
				const left = values[line + Math.max(column - 1, 0)] ?? 0;
				sum += left + 2 * (values[line + column] ?? 0) + (values[line + column + 1] ?? 0);
			}
			out[next++] = Math.round(128 + (224 * sum) / 8);
		}
	}
}
