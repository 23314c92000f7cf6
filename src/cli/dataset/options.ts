/** Options that dataset commands share, and how their values are read. */

import { Argument, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { ALL_FINDING_KINDS, type FindingKind } from "../../data/check/finding-kinds.ts";
import type { Crop } from "../../data/pack/crop.ts";
import { parseInteger, parseNumberList, parseVec3 } from "../options/numbers.ts";

export function sourceArgument(): Argument<"<source>"> {
	return new Argument("<source>", "a folder or a zip archive of images, with dataset.json at its root");
}

export function pivotOption(): Option<"--pivot <x,y,z>", undefined, undefined, readonly [number, number, number]> {
	return new Option(
		"--pivot <x,y,z>",
		"point that true angles are about (default: the one that the cameras look at)",
	).argParser(parseVec3);
}

/** Pixels of a side. */
export function parseSide(text: string): number {
	return parseInteger(text, { least: 4, most: 8192 });
}

export function parseBins(text: string): number {
	return parseInteger(text, { least: 2, most: 1000 });
}

export function parseCap(text: string): number {
	return parseInteger(text, { least: 1, most: 1000 });
}

/** `none`, `center`, or left, top, width, height in pixels. */
export function parseCrop(text: string): Crop {
	if (text === "none" || text === "center") return text;
	if (!/^\d+(,\d+){3}$/.test(text)) {
		throw new InvalidArgumentError(
			`'${text}': want none, center, or left,top,width,height in pixels, as in 30,0,178,178.`,
		);
	}
	const [left = 0, top = 0, width = 0, height = 0] = parseNumberList(text, { most: 100_000 });
	if (width < 1 || height < 1) throw new InvalidArgumentError(`'${text}': width and height want at least 1 pixel.`);
	return { left, top, width, height };
}

/** As on the command line. */
export function cropText(crop: Crop): string {
	return typeof crop === "string" ? crop : `${crop.left},${crop.top},${crop.width},${crop.height}`;
}

/** Kinds of findings, separated by commas. */
export function parseKinds(text: string, known: readonly FindingKind[] = ALL_FINDING_KINDS): FindingKind[] {
	return text.split(",").map((part) => {
		const kind = known.find((one) => one === part.trim());
		if (kind) return kind;
		throw new InvalidArgumentError(`'${part}' is not one of ${known.join(", ")}.`);
	});
}
