/** Options of people and views that experiments share, named as in `sample`. */

import { Option } from "@commander-js/extra-typings";
import type { Truncation } from "../../analysis/person.ts";
import { type RayLimitChoice, rayLimitOptions } from "../../generator/ray-limits.ts";
import type { MarchOptions } from "../../rendering/march/contract.ts";
import { parseInteger, parseNumber } from "./numbers.ts";

/** The same in all commands: measures want a few rays, and memory ends beyond. */
const LEAST_NRR = 4;
const MOST_NRR = 4096;

type NumberOption<Flags extends string> = Option<Flags, undefined, number, number>;

export interface TruncationOptions {
	/** Truncation psi; 1 is none. */
	readonly trunc: number;
	/** How many leading ws truncation touches. */
	readonly truncCutoff: number;
}

export interface ViewOptions {
	/** Side of the raw image; the network's own where left out. */
	readonly nrr?: number | undefined;
	readonly sampleMult: number;
	/** Super-resolution. */
	readonly sr: boolean;
	/** The network's own where left out. */
	readonly rayLimits?: RayLimitChoice | undefined;
}

export function truncOption(): NumberOption<"--trunc <psi>"> {
	return new Option("--trunc <psi>", "truncation psi; 1 is none")
		.argParser((text) => parseNumber(text, { least: -1000, most: 1000 }))
		.default<number>(1);
}

export function truncCutoffOption(): NumberOption<"--trunc-cutoff <n>"> {
	return new Option("--trunc-cutoff <n>", "how many leading ws truncation touches")
		.argParser((text) => parseInteger(text, { least: 0, most: 1024 }))
		.default<number>(14);
}

export function nrrOption(): Option<"--nrr <n>", undefined, undefined, number> {
	return new Option("--nrr <n>", "rays per side of the raw image (default: the network's)").argParser(parseNrr);
}

export function parseNrr(text: string): number {
	return parseInteger(text, { least: LEAST_NRR, most: MOST_NRR });
}

export function sampleMultOption(): NumberOption<"--sample-mult <x>"> {
	return new Option("--sample-mult <x>", "multiplies the samples along each ray")
		.argParser((text) => parseNumber(text, { above: 0, most: 64 }))
		.default<number>(1);
}

export function publishedRawOption(): Option<"--published-raw", undefined, undefined, true> {
	return new Option(
		"--published-raw",
		"raw images as the published code leaves them: 2X and 4X super-resolution add to them in place",
	);
}

export function truncationOf({ trunc, truncCutoff }: TruncationOptions): Truncation {
	return { truncationPsi: trunc, truncationCutoff: truncCutoff };
}

/** Options of `Generator.render`. */
export function renderOf({ nrr, sampleMult, sr, rayLimits = "published" }: ViewOptions): {
	readonly neuralRenderingResolution: number | undefined;
	readonly sampleMultiplier: number;
	readonly superresolution: boolean;
	readonly march: Partial<MarchOptions>;
} {
	const march = rayLimitOptions(rayLimits);
	return { neuralRenderingResolution: nrr, sampleMultiplier: sampleMult, superresolution: sr, march };
}
