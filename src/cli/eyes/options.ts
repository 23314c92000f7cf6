/** Options of `triplane eyes`, and how they are read. */

import { GAZE_YAWS } from "../../analysis/eyes/person-eyes.ts";
import { InputError } from "../../tensor/errors.ts";
import { levelField } from "../mesh/options.ts";
import { parseHeads } from "../options/experiments.ts";
import { flag, type OptionsOf, under, value } from "../options/fields.ts";
import { parseNumberList, whole } from "../options/numbers.ts";
import { PERSON } from "../options/people.ts";
import { SAMPLING, TRUNCATION } from "../options/rendering.ts";
import { parseSeeds } from "../options/seeds.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";

const { sampleMult } = SAMPLING;

export const EYES = {
	...NETWORK,
	seeds: value("<list>", "people of the network, as in 0,2,5-9; none without it", parseSeeds, {
		fallback: [],
		fallbackText: "none",
		write: (seeds) => (seeds.length > 0 ? seeds : undefined),
	}),
	...PERSON,
	...OUTDIR,
	...TRUNCATION,
	...under("Measures:", {
		levels: value("<list>", "levels of sigma at which sockets are measured", ascending(-1e6, 1e6, 32), {
			fallback: [5, 10, 20],
		}),
		yaws: value("<list>", "true yaws of the cameras, degrees", ascending(-90, 90, 64), { fallback: GAZE_YAWS }),
		sampleMult,
		control: value("<n>", "also this many synthetic heads of each kind of gaze", parseHeads, { fallback: 0 }),
		reader: value(
			"<n>",
			"also read gazes from whole pictures, by a regression fitted to this many synthetic heads: for small networks of such heads",
			parseHeads,
			{ fallback: 0 },
		),
	}),
	...under("Set of eye regions:", {
		dataset: flag("also a mesh, pictures and poses of each person's eyes"),
		shapeRes: value("<n>", "voxels along each side of the whole box", whole(2, 2048), { fallback: 512 }),
		level: levelField("value of sigma at the surface of the meshes, or 'auto'"),
		size: value("<n>", "pixels of a side of its pictures", whole(16, 1024), { fallback: 256 }),
	}),
	...under("Output:", SAID),
	...MACHINE,
};

export type EyesOptions = OptionsOf<typeof EYES>;

function ascending(least: number, most: number, longest: number): (words: string) => readonly number[] {
	return (words) => parseNumberList(words, { least, most, longest }).sort((a, b) => a - b);
}

/** Throws `InputError` where there is nobody to measure. */
export function checkEyesOptions({ seeds, person, control, dataset }: EyesOptions): void {
	const isNobody = seeds.length === 0 && person === undefined;
	if (isNobody && control === 0) {
		throw new InputError(
			"eyes: nobody to measure; want --seeds, as in 0-9, --person <file>, or --control for synthetic heads",
		);
	}
	if (isNobody && dataset) throw new InputError("eyes: --dataset is made of a network's people; want --seeds");
}
