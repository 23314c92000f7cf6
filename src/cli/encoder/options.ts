/** Options of `triplane encoder`. */

import { ENCODER_TEACHING } from "../../inversion/encoder/encoder-teaching.ts";
import { flag, type OptionsOf, under, value } from "../options/fields.ts";
import { numberIn, whole } from "../options/numbers.ts";
import { parseSeed } from "../options/seeds.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";

const { images, pairs, views, batch, weighed, learningRate, seed } = ENCODER_TEACHING;

export const ENCODER = {
	...NETWORK,
	...OUTDIR,
	...under("Teaching:", {
		kimg: value("<n>", "thousands of pictures shown", numberIn({ above: 0, most: 1e6 }), { fallback: images / 1000 }),
		pairs: value("<n>", "pictures drawn; each is shown several times, changed each time", whole(1, 10_000_000), {
			fallback: pairs,
		}),
		views: value("<n>", "pictures of each person", whole(1, 64), { fallback: views }),
		heads: flag("take half of the pictures from the synthetic heads that the network was taught from"),
		batch: value("<n>", "pictures of a step", whole(1, 4096), { fallback: batch }),
		weighed: value(
			"<n>",
			"people about whom pictures say how different two w look; 0 weighs directions by their variance",
			whole(0, 1000),
			{ fallback: weighed },
		),
		lr: value("<x>", "learning rate, falling to 2 % along a cosine", numberIn({ above: 0, most: 1 }), {
			fallback: learningRate,
		}),
		seed: value("<seed>", "of weights, people and order", parseSeed, { fallback: seed }),
		judged: value("<n>", "people never shown whose pictures are encoded at the end", whole(1, 1000), { fallback: 16 }),
	}),
	...under("Output:", SAID),
	...MACHINE,
};

export type EncoderOptions = OptionsOf<typeof ENCODER>;
