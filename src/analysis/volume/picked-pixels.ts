/** Pixels whose rays are looked at: given by their place, or picked for what they show. */

import { InputError } from "../../tensor/errors.ts";
import { classifyPixels, type DarkOptions, PIXEL_CLASSES } from "../angles/dark-pixels.ts";

export interface PickedPixel {
	readonly name: string;
	/** Place in the image, 0 to 1 from the left and from the top. */
	readonly u: number;
	readonly v: number;
	readonly column: number;
	readonly row: number;
}

/** The pixels at places (u, v), 0 to 1. Throws `InputError` for others. */
export function pixelsAt(places: readonly (readonly [u: number, v: number])[], side: number): PickedPixel[] {
	return places.map(([u, v]) => {
		if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) {
			throw new InputError(`pixel ${u},${v}: want places from 0 to 1, from the left and from the top of the image`);
		}
		const column = Math.min(Math.floor(u * side), side - 1);
		const row = Math.min(Math.floor(v * side), side - 1);
		return { name: `${u}, ${v}`, u: (column + 0.5) / side, v: (row + 0.5) / side, column, row };
	});
}

/**
 * The centre, and where there are such pixels: the darkest whose ray met nothing, the darkest whose ray was stopped, the
 * brightest whose ray was stopped. Of equals the first.
 * @param luma     [side²] 0 to 1
 * @param opacity  [side²] 0 to 1
 */
export function tellingPixels(
	luma: Float32Array,
	opacity: Float32Array,
	side: number,
	options: DarkOptions,
): PickedPixel[] {
	const classes = classifyPixels(luma, opacity, options);
	const { darkMissed, darkHit, bright } = PIXEL_CLASSES;
	const extreme = (kind: number, better: (a: number, b: number) => boolean): number | null => {
		let best: number | null = null;
		for (const [pixel, value] of luma.entries()) {
			if (classes[pixel] === kind && (best === null || better(value, luma[best] ?? 0))) best = pixel;
		}
		return best;
	};
	const found: readonly (readonly [string, number | null])[] = [
		["centre", Math.floor(side / 2) * side + Math.floor(side / 2)],
		["dark, nothing hit", extreme(darkMissed, (a, b) => a < b)],
		["dark, but hit", extreme(darkHit, (a, b) => a < b)],
		["brightest, hit", extreme(bright, (a, b) => a > b)],
	];
	return found.flatMap(([name, pixel]) => (pixel === null ? [] : [pickedPixel(name, pixel, side)]));
}

function pickedPixel(name: string, pixel: number, side: number): PickedPixel {
	const [row, column] = [Math.floor(pixel / side), pixel % side];
	return { name, u: (column + 0.5) / side, v: (row + 0.5) / side, column, row };
}
