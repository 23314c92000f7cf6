/** Options of `triplane demo`. */

import { type OptionsOf, text } from "../options/fields.ts";
import { DEVICE, RENDERER, SAID, THREADS } from "../options/shared.ts";

const { json } = SAID;

export const DEMO = {
	outdir: text("<folder>", "where to write", { fallback: "out/demo" }),
	...DEVICE,
	...THREADS,
	...RENDERER,
	json,
};

export type DemoOptions = OptionsOf<typeof DEMO>;
