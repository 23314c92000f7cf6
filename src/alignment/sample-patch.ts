/** Square patches of a photograph, turned and scaled, as face models take them. */

import type { PixelImage } from "../tensor/pixels.ts";

/** A square in a photograph. */
export interface Patch {
	/** Pixels from the left and from the top; a pixel's centre lies at a half. */
	readonly centre: readonly [x: number, y: number];
	/** Side, pixels. */
	readonly side: number;
	/** How far its top is turned clockwise, as one sees it. */
	readonly radians: number;
}

/** The place in the photograph of a place (u, v) in a patch, in units of its side from its left and top. */
export function placeInPhotograph({ centre, side, radians }: Patch, u: number, v: number): [x: number, y: number] {
	const [across, down] = [(u - 0.5) * side, (v - 0.5) * side];
	const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
	return [centre[0] + cos * across - sin * down, centre[1] + sin * across + cos * down];
}

/** Halves a photograph until a patch is no more than twice as large as it is wanted: no stripes from leaving out pixels. */
function fitting(image: PixelImage, patch: Patch, size: number): { readonly image: PixelImage; readonly patch: Patch } {
	let [smaller, scaled] = [image, patch];
	while (scaled.side > 2 * size && Math.min(smaller.width, smaller.height) > 1) {
		smaller = halved(smaller);
		scaled = { ...scaled, centre: [scaled.centre[0] / 2, scaled.centre[1] / 2], side: scaled.side / 2 };
	}
	return { image: smaller, patch: scaled };
}

function halved({ width, height, channels, data }: PixelImage): PixelImage {
	const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
	const half = new Uint8Array(w * h * channels);
	for (let y = 0; y < h; y++) {
		for (let x = 0; x < w; x++) {
			for (let channel = 0; channel < channels; channel++) {
				const at = (2 * y * width + 2 * x) * channels + channel;
				const below = at + width * channels;
				const sum = data[at]! + data[at + channels]! + data[below]! + data[below + channels]!;
				half[(y * w + x) * channels + channel] = (sum + 2) >> 2;
			}
		}
	}
	return { width: w, height: h, channels, data: half };
}

/**
 * The patch, [3, size, size], in [0, 1], bilinear.
 * @param photograph  RGB
 * @param outside     what is there: black, or the pixels of the border
 */
export function samplePatch(
	photograph: PixelImage,
	wanted: Patch,
	size: number,
	outside: "black" | "edge" = "black",
): Float32Array {
	const { image, patch } = fitting(photograph, wanted, size);
	const { width, height, data } = image;
	const planes = new Float32Array(3 * size * size);
	const colour = (x: number, y: number, channel: number): number => {
		const [column, row] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
		const isInside = column === x && row === y;
		return isInside || outside === "edge" ? data[(row * width + column) * 3 + channel]! : 0;
	};
	for (let row = 0; row < size; row++) {
		for (let column = 0; column < size; column++) {
			const [px, py] = placeInPhotograph(patch, (column + 0.5) / size, (row + 0.5) / size);
			const [x, y] = [Math.floor(px - 0.5), Math.floor(py - 0.5)];
			const [fx, fy] = [px - 0.5 - x, py - 0.5 - y];
			for (let channel = 0; channel < 3; channel++) {
				const top = colour(x, y, channel) * (1 - fx) + colour(x + 1, y, channel) * fx;
				const bottom = colour(x, y + 1, channel) * (1 - fx) + colour(x + 1, y + 1, channel) * fx;
				planes[(channel * size + row) * size + column] = (top * (1 - fy) + bottom * fy) / 255;
			}
		}
	}
	return planes;
}
