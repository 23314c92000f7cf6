/** Rendered views as sheets of pixels, one sheet per kind of output. */

import type { View } from "../generator/views.ts";
import { InputError } from "../tensor/errors.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { colourPixels, greyPixels, type PixelImage, sheetOf } from "../tensor/pixels.ts";
import { rangeOfAll } from "../tensor/statistics.ts";
import type { OutputKind } from "./options/outputs.ts";

export interface Sheet {
	readonly kind: OutputKind;
	readonly pixels: PixelImage;
	/** What black and white stand for, of grey sheets: depth in world units, opacity from 0 to 1. */
	readonly range?: { readonly black: number; readonly white: number };
}

type Rows = readonly (readonly View[])[];

/** Lays the views of one person out as a sheet of each kind. */
export function viewSheets(rows: Rows, kinds: readonly OutputKind[]): Sheet[] {
	return kinds.map((kind) => SHEETS[kind](rows));
}

/** How many numbers of the colour images are not finite: they would be shown black without a word. */
export function countNotFinite(rows: Rows): number {
	let count = 0;
	for (const { imageRaw, image } of rows.flat()) {
		for (const { data } of image ? [imageRaw, image] : [imageRaw]) {
			for (const value of data) if (!Number.isFinite(value)) count += 1;
		}
	}
	return count;
}

const SHEETS: { readonly [K in OutputKind]: (rows: Rows) => Sheet } = {
	image: (rows) => ({ kind: "image", pixels: layOut(rows, (view) => colourPixels(superResolved(view))) }),
	raw: (rows) => ({ kind: "raw", pixels: layOut(rows, (view) => colourPixels(view.imageRaw)) }),
	depth: (rows) => {
		const { least, most } = rangeOfAll(rows.flat().map(({ imageDepth }) => imageDepth.data));
		return greySheet("depth", rows, (view) => view.imageDepth, { black: most, white: least });
	},
	opacity: (rows) => greySheet("opacity", rows, (view) => view.opacity, { black: 0, white: 1 }),
};

function greySheet(
	kind: OutputKind,
	rows: Rows,
	pick: (view: View) => Float32Tensor,
	range: { readonly black: number; readonly white: number },
): Sheet {
	return { kind, pixels: layOut(rows, (view) => greyPixels(pick(view), range.black, range.white)), range };
}

function layOut(rows: Rows, toPixels: (view: View) => PixelImage): PixelImage {
	return sheetOf(rows.map((views) => views.map(toPixels)));
}

function superResolved({ image }: View): Float32Tensor {
	if (!image) throw new InputError("sample: the output 'image' needs super-resolution, which --no-sr leaves out");
	return image;
}
