/** Sheets of a look into a volume: slices, maps, cross-sections, and the report's own panels. */

import { rayColoursAsImage } from "../../analysis/volume/depth-slices.ts";
import type { LookedInto } from "../../analysis/volume/look-into-volume.ts";
import { densityOf } from "../../analysis/volume/record.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import { drawSheet, type SheetCell } from "./labelled-sheet.ts";
import { type MapScale, mapPixels, normalPixels, scaleText, shareColours } from "./map-pixels.ts";

export interface VolumeWords {
	/** Network, seed and view, for titles. */
	readonly title: string;
	readonly view: string;
}

const CELL_SIDE = 144;

/** Slices at fixed depths, from near to far, and what they add up to. */
export function slicesSheet({ slices, view, sumDifference }: LookedInto, words: VolumeWords): Promise<Uint8Array> {
	const { side, sum } = slices;
	const densities = slices.slices.map(({ sigma }) => densityOf(sigma));
	const density: MapScale = { from: 0, to: largest(densities), logarithmic: true };
	const weight: MapScale = { from: 0, to: Math.max(...slices.slices.map((one) => largest([one.weight]))) };
	const rows: readonly { readonly name: readonly string[]; readonly cells: readonly (SheetCell | null)[] }[] = [
		{
			name: ["density", `0 to ${scaleText(density.to)} per unit`, "logarithmic"],
			cells: [...densities.map((one) => cellOf(mapPixels(one, side, density))), null],
		},
		{
			name: ["colour", "where it stands,", "seen or not"],
			cells: [...slices.slices.map(({ rgb }) => cellOf(shareColours(rgb, side))), null],
		},
		{
			name: ["light stopped", `0 to ${scaleText(weight.to)}`, "sum: opacity"],
			cells: [
				...slices.slices.map((one) => cellOf(mapPixels(one.weight, side, weight))),
				cellOf(mapPixels(sum.opacity, side, { from: 0, to: 1 })),
			],
		},
		{
			name: ["contribution", "light stopped · colour", "sum: the picture"],
			cells: [
				...slices.slices.map(({ colour }) => cellOf(shareColours(colour, side))),
				cellOf(colourPixels(rayColoursAsImage(sum.colour, side))),
			],
		},
	];
	return drawSheet({
		title: `${words.title} · slices at fixed depths`,
		subtitle: [
			`${words.view}; depth along the rays, world units; dark blue is little, yellow is much`,
			`the sum differs from the renderer's own ${view.imageRaw.shape[3]}² image by ${sumDifference.toFixed(4)} (root mean square, 0 to 1)`,
		],
		columns: [...slices.slices.map(({ from, to }) => [`${from.toFixed(3)}–${to.toFixed(3)}`]), ["sum"]],
		rows: rows.map(({ name }) => name),
		cells: rows.map(({ cells }) => cells),
		cellSide: CELL_SIDE,
	});
}

/** The view and its maps; picked pixels are marked. */
export function mapsSheet({ view, normals, pixels, slices }: LookedInto, words: VolumeWords): Promise<Uint8Array> {
	const { side } = slices;
	const depth = view.imageDepth.data.map((value, pixel) =>
		(view.opacity.data[pixel] ?? 0) >= 0.01 ? value : Number.NaN,
	);
	const [near, far] = [smallest(depth), largest([depth.filter(Number.isFinite)])];
	const marks = pixels.map(({ u, v }, index) => ({ u, v, name: String(index + 1) }));
	const cells: readonly (readonly [string, PixelImage, string])[] = [
		[view.image ? "image" : "raw image", colourPixels(view.image ?? view.imageRaw), "numbers: picked pixels"],
		["raw image", colourPixels(view.imageRaw), `${side}² rays`],
		["opacity", mapPixels(view.opacity.data, side, { from: 0, to: 1 }), "0 to 1"],
		["depth", mapPixels(depth, side, { from: far, to: near }), `${near.toFixed(2)} (yellow) to ${far.toFixed(2)}`],
		["normals", normalPixels(normals, side), "grey: nothing hit"],
	];
	return drawSheet({
		title: `${words.title} · maps`,
		subtitle: [words.view, "normals: red to the right, green up, blue towards the camera; grey: opacity below 0.5"],
		columns: cells.map(([name]) => [name]),
		rows: [],
		cells: [
			cells.map(([, image, caption], index) => ({
				pixels: image,
				caption: [caption],
				...(index === 0 ? { marks } : {}),
			})),
		],
		cellSide: 224,
	});
}

/** Cross-sections of the volume itself. */
export function sectionsSheet({ sections }: LookedInto, words: VolumeWords): Promise<Uint8Array> {
	const densities = sections.map(({ sigma }) => densityOf(sigma));
	const density: MapScale = { from: 0, to: largest(densities), logarithmic: true };
	return drawSheet({
		title: `${words.title} · cross-sections of the volume`,
		subtitle: ["the whole box; y up, z towards the frontal camera; density is logarithmic, yellow is dense"],
		columns: sections.map(({ axis, at, right, up }) => [`${axis} = ${scaleText(at)}`, `right: ${right}, up: ${up}`]),
		rows: [
			["density", `0 to ${scaleText(density.to)}`, "per unit"],
			["colour", "also where", "it is empty"],
		],
		cells: [
			sections.map(({ side }, index) => cellOf(mapPixels(densities[index] ?? new Float32Array(0), side, density))),
			sections.map(({ rgb, side }) => cellOf(shareColours(rgb, side))),
		],
		cellSide: 224,
	});
}

/** The report's panels, and the depths that their samples really have. */
export function publishedSheet({ published }: LookedInto, words: VolumeWords): Promise<Uint8Array> | null {
	if (!published) return null;
	const { panels, side, samples } = published;
	const sigma: MapScale = {
		from: Math.min(...panels.map((panel) => smallest(panel.sigma))),
		to: largest(panels.map((panel) => panel.sigma)),
	};
	const depths: MapScale = {
		from: Math.min(...panels.map((panel) => smallest(panel.depths))),
		to: largest(panels.map((panel) => panel.depths)),
	};
	return drawSheet({
		title: `${words.title} · the report's panels`,
		subtitle: [
			`${words.view}; fine samples by their index, which is neither a channel nor a depth:`,
			"they come in the order of their random numbers, at another depth in every pixel (third row)",
		],
		columns: panels.map(({ index }) => [index === null ? `mean of all ${samples}` : `sample ${index}`]),
		rows: [
			["sigma", `${scaleText(sigma.from)} to ${scaleText(sigma.to)}`],
			["colour", "first three channels"],
			["depth", `${scaleText(depths.from)} to ${scaleText(depths.to)}`],
		],
		cells: [
			panels.map((panel) => cellOf(mapPixels(panel.sigma, side, sigma))),
			panels.map((panel) => cellOf(shareColours(panel.rgb, side))),
			panels.map((panel) => cellOf(mapPixels(panel.depths, side, depths))),
		],
		cellSide: 192,
	});
}

function cellOf(pixels: PixelImage): SheetCell {
	return { pixels };
}

function largest(arrays: readonly Float32Array[]): number {
	return arrays.reduce(
		(most, values) => values.reduce((so, value) => Math.max(so, value), most),
		Number.NEGATIVE_INFINITY,
	);
}

/** Of the finite numbers. */
function smallest(values: Float32Array): number {
	return values.reduce((least, value) => (value < least ? value : least), Number.POSITIVE_INFINITY);
}
