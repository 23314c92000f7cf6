/** Which images of a view are written, and as what. */

import { IMAGE_FORMATS, type ImageFormat } from "../../platform/node/encode-image.ts";
import { choice, value } from "./fields.ts";
import { parseSome } from "./words.ts";

/** `image` is super-resolved, `raw` comes straight from the renderer, `depth` and `opacity` are grey. */
export type OutputKind = "image" | "raw" | "depth" | "opacity";

const KINDS: readonly OutputKind[] = ["image", "raw", "depth", "opacity"];

/** `png` is a grey picture of 8 bits, the others hold numbers in world units. */
export type DepthFormat = "png" | "png16" | "npy" | "exr";

/** How files of depth end, after the person's name. */
export const DEPTH_ENDINGS: { readonly [F in DepthFormat]: string } = {
	png: "-depth.png",
	png16: "-depth16.png",
	npy: "-depth.npy",
	exr: "-depth.exr",
};

const DEPTH_FORMATS = Object.keys(DEPTH_ENDINGS) as DepthFormat[];

/** Files of a view. */
export const VIEW_FILES = {
	outputs: value<readonly OutputKind[]>(
		"<list>",
		`what to write of each seed, separated by commas: ${KINDS.join(", ")}`,
		parseOutputs,
		{
			fallbackText: "image, or raw with --no-sr",
		},
	),
	depthFormat: value<readonly DepthFormat[]>(
		"<list>",
		"files of the output depth, separated by commas: png, grey with 8 bits; png16, npy and exr, numbers in world units",
		parseDepthFormats,
		{ fallbackText: "png" },
	),
	format: choice<ImageFormat>("<format>", "png and webp keep every pixel, jpg does not", IMAGE_FORMATS, {
		fallback: "png",
	}),
};

/** Formats in a fixed order, each once. */
export function parseDepthFormats(text: string): DepthFormat[] {
	return parseSome(text, DEPTH_FORMATS);
}

/** Kinds in a fixed order, each once. */
export function parseOutputs(text: string): OutputKind[] {
	return parseSome(text, KINDS);
}
