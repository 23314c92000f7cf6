/** Options of `triplane report`, and how much is done with and without `--quick`. */

import type { Difference } from "../../report/claims/claim.ts";
import { InputError } from "../../tensor/errors.ts";
import { networkLabels } from "../network-labels.ts";
import type { TruncationOptions } from "../options/rendering.ts";
import type { EngineOptions } from "../options/shared.ts";
import type { ReportOptions as SaidOptions } from "../report.ts";

export interface PageOptions extends TruncationOptions, EngineOptions, SaidOptions {
	readonly networks: readonly string[];
	readonly seeds: readonly number[];
	readonly out: string;
	readonly quick?: boolean | undefined;
	readonly differ?: Difference | undefined;
	readonly statSeeds?: readonly number[] | undefined;
	readonly people?: number | undefined;
	readonly shapeRes?: number | undefined;
	/** Synthetic heads that a reader of gazes is fitted to; 0 for none. */
	readonly reader: number;
	readonly nrr?: number | undefined;
	readonly sampleMult: number;
}

/** The report's own: 1 for angles and volume, 4 for the sweep. */
export const REPORT_SEEDS: readonly number[] = [1, 4];

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
	/** Share of the triangles that stay, so that the page stays small. */
	readonly simplify: number;
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
	simplify: 0.1,
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
	simplify: 0.35,
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
export function checkPageOptions({ networks, seeds, differ }: PageOptions): void {
	if (seeds.length === 0) throw new InputError("report: nobody to show, want --seeds, as in 1,4");
	if (differ !== undefined && networks.length !== 2) {
		throw new InputError(
			`report: --differ ${differ} is about two networks, ${networks.length} came: give both to --networks`,
		);
	}
	const [first, second] = networkLabels(networks);
	if (differ !== undefined && second !== undefined && networks[0] === networks[1]) {
		throw new InputError(`report: --differ ${differ}: ${first} was given twice and differs from itself in nothing`);
	}
}
