/** Options of `triplane init`. */

import { presetNames } from "../../generator/presets.ts";
import { choice, type OptionsOf, text, value } from "../options/fields.ts";
import { SCENE } from "../options/scene.ts";
import { parseSeed } from "../options/seeds.ts";
import { SAID, SIZES } from "../options/shared.ts";

/** What decides the network. */
export const MADE = {
	cfg: choice<string>("<name>", "which configuration", presetNames(), { isRequired: true }),
	seed: value("<seed>", "seed of the weights", parseSeed, { fallback: 0 }),
	...SIZES,
	...SCENE,
};

const { cfg, seed } = MADE;

export const INIT = {
	...{ cfg, seed },
	out: text("<file>", "the .safetensors file to write", { isRequired: true }),
	...SIZES,
	...SAID,
	...SCENE,
};

export type InitOptions = OptionsOf<typeof INIT>;
