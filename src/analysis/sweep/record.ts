/** The record of a sweep, as plain numbers. Explained in docs/records.md. */

import type { DistinctPeople } from "../people/distinct-people.ts";
import { componentsFor, type WDirection, type WDirections } from "./directions.ts";
import type { Sweep } from "./sweep.ts";

export interface DirectionRecord {
	readonly name: string;
	/** Length of one standard deviation along it, in w. */
	readonly deviation: number;
	/** Share of the whole variance of w, 0 to 1. */
	readonly varianceShare: number;
}

export interface DirectionsRecord {
	/** People that they come from. */
	readonly samples: number;
	readonly sampleSeed: number;
	readonly principal: readonly DirectionRecord[];
	readonly random: readonly DirectionRecord[];
	/** Share of the variance that the first 1, 2, … components hold, all of them. */
	readonly cumulativeShares: readonly number[];
	/** How many components hold half, 90 % and 99 % of the variance. */
	readonly componentsFor: { readonly half: number; readonly percent90: number; readonly percent99: number };
}

export interface SweepRecord {
	readonly seed: number;
	readonly space: "z" | "w" | "w+";
	readonly sweep: Sweep;
	/** `null` where no directions were asked for. */
	readonly directions: DirectionsRecord | null;
	/** `null` where people were not counted. */
	readonly people: DistinctPeople | null;
}

/** What is worth keeping of directions; the vectors themselves are in their own file. */
export function directionsRecord(directions: WDirections, samples: number, sampleSeed: number): DirectionsRecord {
	const { variances } = directions.components;
	const total = variances.reduce((sum, value) => sum + value, 0);
	let held = 0;
	return {
		samples,
		sampleSeed,
		principal: directions.principal.map(directionRecord),
		random: directions.random.map(directionRecord),
		cumulativeShares: Array.from(variances, (value) => {
			held += value;
			return held / total;
		}),
		componentsFor: {
			half: componentsFor(directions.components, 0.5),
			percent90: componentsFor(directions.components, 0.9),
			percent99: componentsFor(directions.components, 0.99),
		},
	};
}

function directionRecord({ name, deviation, varianceShare }: WDirection): DirectionRecord {
	return { name, deviation, varianceShare };
}
