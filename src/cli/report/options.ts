/** Options of `triplane report`, and how much is done with and without `--quick`. */

import type { Difference } from "../../report/claims/claim.ts";
import { InputError } from "../../tensor/errors.ts";
import { parseHeads } from "../options/experiments.ts";
import { choice, flag, type OptionsOf, under, value } from "../options/fields.ts";
import { whole } from "../options/numbers.ts";
import { SAMPLING, TRUNCATION } from "../options/rendering.ts";
import { parseSeeds } from "../options/seeds.ts";
import { MACHINE, NETWORKS, OUTDIR, SAID } from "../options/shared.ts";

export const REPORT = {
	...NETWORKS,
	// the report's own: 1 for angles and volume, 4 for the sweep
	seeds: value<readonly number[]>(
		"<list>",
		"people that are shown: the first one's volume, the last one's sweep",
		parseSeeds,
		{ fallback: [1, 4] },
	),
	outdir: { ...OUTDIR.outdir, alias: "out" },
	quick: flag("fewer people, poses, steps and frames: for a first look"),
	differ: choice<Difference>(
		"<what>",
		"what two networks differ in while all else is alike; without it no cause is tested",
		["poses", "gaze"],
	),
	...TRUNCATION,
	...under("Numbers:", {
		statSeeds: value("<list>", "people that statistics are about", parseSeeds, {
			fallbackText: "0-15, with --quick 0-5",
		}),
		people: value("<n>", "people of the birthday test", whole(3, 20_000), { fallbackText: "300, with --quick 60" }),
		shapeRes: value("<n>", "voxels along each side of the box", whole(8, 512), {
			fallbackText: "192, with --quick 96",
		}),
		reader: value("<n>", "as in eyes: reads gazes, for networks of synthetic heads", parseHeads, { fallback: 0 }),
	}),
	...under("Rendering:", SAMPLING),
	...under("Output:", SAID),
	...MACHINE,
};

export type PageOptions = OptionsOf<typeof REPORT>;

/** How much of everything. */
export interface Extent {
	readonly statSeeds: readonly number[];
	readonly rows: number;
	readonly columns: number;
	/** True yaws, degrees. */
	readonly curveYaws: readonly number[];
	readonly entries: number;
	readonly random: number;
	readonly components: number;
	readonly samples: number;
	readonly people: number;
	readonly shapeRes: number;
	/** Triangles of each mesh, so that the page stays small: two of them take some 75 bytes of it. */
	readonly triangles: number;
	/** Synthetic heads of each kind of gaze. */
	readonly control: number;
	readonly frames: number;
}

const FULL: Extent = {
	statSeeds: [...Array(16).keys()],
	rows: 5,
	columns: 5,
	curveYaws: [-90, -75, -60, -45, -30, -15, 0, 15, 30, 45, 60, 75, 90],
	entries: 10,
	random: 10,
	components: 5,
	samples: 1000,
	people: 300,
	shapeRes: 192,
	triangles: 5000,
	control: 5,
	frames: 72,
};

const QUICK: Extent = {
	...FULL,
	statSeeds: [...Array(6).keys()],
	rows: 3,
	curveYaws: [-90, -60, -30, 0, 30, 60, 90],
	entries: 5,
	random: 5,
	components: 3,
	samples: 300,
	people: 60,
	shapeRes: 96,
	triangles: 4000,
	control: 0,
	frames: 24,
};

export function extentOf({ quick, statSeeds, people, shapeRes }: PageOptions): Extent {
	const extent = quick ? QUICK : FULL;
	return {
		...extent,
		statSeeds: statSeeds ?? extent.statSeeds,
		people: people ?? extent.people,
		shapeRes: shapeRes ?? extent.shapeRes,
	};
}

/** Throws `InputError` for options that do not go together. */
export function checkPageOptions({ network: networks, seeds, differ }: PageOptions): void {
	if (seeds.length === 0) throw new InputError("report: nobody to show, want --seeds, as in 1,4");
	if (differ !== undefined && networks.length !== 2) {
		throw new InputError(
			`report: --differ ${differ} is about two networks, ${networks.length} came: give both to --network`,
		);
	}
	const twice = networks.find((network, index) => networks.indexOf(network) < index);
	if (twice !== undefined) throw new InputError(`report: network '${twice}' was given twice`);
}
