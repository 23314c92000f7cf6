/** Numbers as colours: RGBA bytes for canvases. */

import { colourPixels, type Float32Tensor } from "triplane";

export type Rgba = Uint8ClampedArray<ArrayBuffer>;

/** Viridis (Smith and van der Walt), every sixteenth colour: dark is little, bright is much, also without hue. */
// biome-ignore format: a table of colours
const VIRIDIS = [
	[68, 1, 84], [72, 26, 108], [71, 47, 125], [65, 68, 135], [57, 86, 140], [49, 104, 142], [42, 120, 142], [35, 136, 142],
	[31, 152, 139], [34, 168, 132], [53, 183, 121], [84, 197, 104], [122, 209, 81], [165, 219, 54], [210, 226, 27], [253, 231, 37],
] as const;

/** Blue below, white at zero, red above: for numbers with a sign. */
// biome-ignore format: a table of colours
const DIVERGING = [
	[33, 102, 172], [67, 147, 195], [146, 197, 222], [209, 229, 240], [247, 247, 247], [253, 219, 199], [244, 165, 130], [214, 96, 77], [178, 24, 43],
] as const;

const MAPS = { viridis: VIRIDIS, diverging: DIVERGING } as const;

export type ColourMapName = keyof typeof MAPS;

/** An image [1, 3, H, W], about [−1, 1], to 8 bits as the published tools do it. */
export function rgbaOfImage(image: Float32Tensor): Rgba {
	const { data, width, height } = colourPixels(image);
	const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
	for (let pixel = 0; pixel < width * height; pixel++) {
		rgba.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
	}
	return rgba;
}

/** Numbers from `least` to `most` through a colour map, linearly between its colours; beyond them its ends. */
export function rgbaOfNumbers(values: ArrayLike<number>, least: number, most: number, map: ColourMapName): Rgba {
	const rgba = new Uint8ClampedArray(values.length * 4).fill(255);
	const scale = most > least ? 1 / (most - least) : 0;
	for (let pixel = 0; pixel < values.length; pixel++) {
		const share = ((values[pixel] ?? 0) - least) * scale;
		writeColour(rgba, pixel * 4, Number.isFinite(share) ? share : 0, map);
	}
	return rgba;
}

function writeColour(rgba: Rgba, offset: number, share: number, map: ColourMapName): void {
	const colours = MAPS[map];
	const place = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
	const below = Math.min(Math.floor(place), colours.length - 2);
	const [from, to] = [colours[below], colours[below + 1]];
	for (const channel of [0, 1, 2] as const) {
		const [a, b] = [from?.[channel] ?? 0, to?.[channel] ?? 0];
		rgba[offset + channel] = a + (b - a) * (place - below);
	}
}

/** Grey from 0 to 1. */
export function rgbaOfShares(values: ArrayLike<number>): Rgba {
	const rgba = new Uint8ClampedArray(values.length * 4).fill(255);
	for (let pixel = 0; pixel < values.length; pixel++) rgba.fill((values[pixel] ?? 0) * 255, pixel * 4, pixel * 4 + 3);
	return rgba;
}
