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

/** Kinds in a fixed order, each once. */
export function parseOutputs(text: string): OutputKind[] {
	const wanted = text.split(",").map((part) => part.trim());
	const unknown = wanted.find((part) => !KINDS.some((kind) => kind === part));
	if (unknown !== undefined) {
		throw new InvalidArgumentError(`'${unknown}' is not one of ${KINDS.join(", ")}.`);
	}
	return KINDS.filter((kind) => wanted.includes(kind));
}
