/** Options of people and views that experiments share, named as in `sample`. */

import type { Truncation } from "../../analysis/person.ts";
import { rayLimitOptions } from "../../generator/ray-limits.ts";
import type { MarchOptions } from "../../rendering/march/contract.ts";
import { flag, negated, type OptionsOf, value } from "./fields.ts";
import { numberIn, whole } from "./numbers.ts";
import type { RAY_LIMITS } from "./ray-limits.ts";

/** The same in all commands: measures want a few rays, and memory ends beyond. */
const LEAST_NRR = 4;
const MOST_NRR = 4096;

export const TRUNC = {
	trunc: value("<psi>", "truncation psi; 1 is none", numberIn({ least: -1000, most: 1000 }), {
		fallback: 1,
	}),
};

export const TRUNCATION = {
	...TRUNC,
	truncCutoff: value("<n>", "how many leading ws truncation touches", whole(0, 1024), { fallback: 14 }),
};

export type TruncationOptions = OptionsOf<typeof TRUNCATION>;

const parseNrr = whole(LEAST_NRR, MOST_NRR);

/** Rays and samples of a view. */
export const SAMPLING = {
	nrr: value("<n>", "rays per side of the raw image", parseNrr, { fallbackText: "the network's" }),
	sampleMult: value("<x>", "multiplies the samples along each ray", numberIn({ above: 0, most: 64 }), { fallback: 1 }),
};

export const SUPERRESOLUTION = { sr: negated("no super-resolution: the raw image only") };

export const PUBLISHED_RAW = {
	publishedRaw: flag("raw images as the published code leaves them: 2X and 4X super-resolution add to them in place"),
};

export type ViewOptions = OptionsOf<typeof SAMPLING & typeof SUPERRESOLUTION> & Partial<OptionsOf<typeof RAY_LIMITS>>;

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
