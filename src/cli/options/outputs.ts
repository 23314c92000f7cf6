/** Which images of a view are written, and as what. */

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { IMAGE_FORMATS, type ImageFormat } from "../../platform/node/encode-image.ts";

/** `image` is super-resolved, `raw` comes straight from the renderer, `depth` and `opacity` are grey. */
export type OutputKind = "image" | "raw" | "depth" | "opacity";

const KINDS: readonly OutputKind[] = ["image", "raw", "depth", "opacity"];

export function formatOption(): Option<"--format <format>", undefined, "png", undefined, false, ImageFormat> {
	return new Option("--format <format>", "png and webp keep every pixel, jpg does not")
		.choices(IMAGE_FORMATS)
		.default("png");
}

export function outputsOption(): Option<"--outputs <list>", undefined, undefined, OutputKind[]> {
	return new Option(
		"--outputs <list>",
		`what to write of each seed, separated by commas: ${KINDS.join(", ")} (default: image, or raw with --no-sr)`,
	).argParser(parseOutputs);
}

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

export function depthFormatOption(): Option<"--depth-format <list>", undefined, undefined, DepthFormat[]> {
	return new Option(
		"--depth-format <list>",
		"files of the output depth, separated by commas: png, grey with 8 bits; png16, npy and exr, numbers in world units (default: png)",
	).argParser(parseDepthFormats);
}

/** Formats in a fixed order, each once. */
export function parseDepthFormats(text: string): DepthFormat[] {
	return chosenOf(text, DEPTH_FORMATS);
}

/** Kinds in a fixed order, each once. */
export function parseOutputs(text: string): OutputKind[] {
	return chosenOf(text, KINDS);
}

function chosenOf<T extends string>(text: string, known: readonly T[]): T[] {
	const wanted = text.split(",").map((part) => part.trim());
	const unknown = wanted.find((part) => !known.some((one) => one === part));
	if (unknown !== undefined) {
		throw new InvalidArgumentError(`'${unknown}' is not one of ${known.join(", ")}.`);
	}
	return known.filter((one) => wanted.includes(one));
}
