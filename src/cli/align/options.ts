/** Options of `triplane align`. */

import { FRAMINGS, type FramingName } from "../../alignment/framings.ts";
import { choice, negated, type OptionsOf, under, value } from "../options/fields.ts";
import { whole } from "../options/numbers.ts";
import { OUTDIR, SAID, THREADS } from "../options/shared.ts";

export const PHOTOGRAPHS = { name: "<images...>", help: "photographs: PNG, JPEG or WebP" };

export const ALIGN = {
	...OUTDIR,
	framing: choice<FramingName>(
		"<name>",
		"how training pictures are cropped: those of the embedded networks, or those of networks of FFHQ",
		Object.keys(FRAMINGS) as FramingName[],
		{ fallback: "heads" },
	),
	face: choice<"largest" | "all">("<which>", "whose face, where there are several", ["largest", "all"], {
		fallback: "largest",
	}),
	size: value("<n>", "pixels of a side of the crops", whole(16, 4096), { fallback: 512 }),
	overlays: negated("no pictures of what was found"),
	...under("Output:", SAID),
	...under("Machine:", THREADS),
};

export type AlignOptions = OptionsOf<typeof ALIGN>;
