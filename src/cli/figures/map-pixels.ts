/** Numbers as pictures: one number per pixel by a scale of colours, three as colours or directions. */

import { sequentialColour } from "../../report/plots/palette.ts";
import type { PixelImage } from "../../tensor/pixels.ts";

export interface MapScale {
	/** What the darkest and the lightest colour stand for; `to` may be the smaller one. */
	readonly from: number;
	readonly to: number;
	/** Logarithmic: log(1 + value), for densities, which span decades. */
	readonly logarithmic?: boolean;
}

/** Where there is no number. */
const NOTHING = [226, 229, 233] as const;

/** @param values  [side²], row by row; numbers that are not finite are light grey */
export function mapPixels(values: Float32Array, side: number, { from, to, logarithmic = false }: MapScale): PixelImage {
	const place = logarithmic
		? (value: number): number => Math.log1p(Math.max(value, 0))
		: (value: number): number => value;
	const [low, high] = [place(from), place(to)];
	const data = new Uint8Array(values.length * 3);
	for (const [pixel, value] of values.entries()) {
		const share = high === low ? 0 : (place(value) - low) / (high - low);
		data.set(Number.isFinite(value) ? sequentialColour(share) : NOTHING, pixel * 3);
	}
	return { width: side, height: values.length / side, channels: 3, data };
}

/** @param colours  [side², 3], 0 to 1; clamped */
export function shareColours(colours: Float32Array, side: number): PixelImage {
	const data = Uint8Array.from(colours, (value) => Math.min(Math.max(Math.round(value * 255), 0), 255));
	return { width: side, height: colours.length / 3 / side, channels: 3, data };
}

/** @param normals  [side², 3] unit vectors, x right, y up, z towards the camera: as normal maps have them; NaN is grey */
export function normalPixels(normals: Float32Array, side: number): PixelImage {
	const data = new Uint8Array(normals.length);
	for (let pixel = 0; pixel < normals.length / 3; pixel++) {
		const [x = Number.NaN, y = 0, z = 0] = normals.subarray(pixel * 3, pixel * 3 + 3);
		const colour = [x, y, z].map((value) => Math.round((value * 0.5 + 0.5) * 255));
		data.set(Number.isFinite(x) ? colour : NOTHING, pixel * 3);
	}
	return { width: side, height: normals.length / 3 / side, channels: 3, data };
}

/** A number for legends: three digits. */
export function scaleText(value: number): string {
	return String(Number(value.toPrecision(3))).replace("-", "−");
}
