/** Steep angles over many seeds: means with confidence intervals, and differences of two networks. */

import {
	BOOTSTRAP_DEFAULTS,
	type BootstrapOptions,
	bootstrapDifference,
	bootstrapMean,
	type Estimate,
} from "../statistics/bootstrap.ts";
import type { SeedMeasures } from "./steep-angles.ts";
import { MEASURE_NAMES, type ViewMeasures } from "./view-measures.ts";

/** An estimate of every measure. */
export type MeasureEstimates = { readonly [K in keyof ViewMeasures]: Estimate };

export interface AnglesStatistics {
	/** As the grid of cameras: over the people. */
	readonly grid: readonly (readonly MeasureEstimates[])[];
	/** As the cameras of the curve. */
	readonly curve: readonly MeasureEstimates[];
}

/** Means over people, with bootstrap intervals. */
export function anglesStatistics(
	people: readonly SeedMeasures[],
	options: BootstrapOptions = BOOTSTRAP_DEFAULTS,
): AnglesStatistics {
	const estimate = (pick: (person: SeedMeasures) => ViewMeasures | undefined): MeasureEstimates =>
		everyMeasure((name) => bootstrapMean(valuesOf(people, pick, name), options));
	return {
		grid: (people[0]?.grid ?? []).map((cells, row) =>
			cells.map((_, column) => estimate((person) => person.grid[row]?.[column])),
		),
		curve: (people[0]?.curve ?? []).map((_, index) => estimate((person) => person.curve[index])),
	};
}

/** First network minus second, along the curve. The people of two networks have nothing to do with each other. */
export function anglesDifference(
	first: readonly SeedMeasures[],
	second: readonly SeedMeasures[],
	options: BootstrapOptions = BOOTSTRAP_DEFAULTS,
): readonly MeasureEstimates[] {
	return (first[0]?.curve ?? []).map((_, index) => {
		const pick = (person: SeedMeasures): ViewMeasures | undefined => person.curve[index];
		return everyMeasure((name) =>
			bootstrapDifference(valuesOf(first, pick, name), valuesOf(second, pick, name), options),
		);
	});
}

function valuesOf(
	people: readonly SeedMeasures[],
	pick: (person: SeedMeasures) => ViewMeasures | undefined,
	name: keyof ViewMeasures,
): (number | null)[] {
	return people.map((person) => pick(person)?.[name] ?? null);
}

function everyMeasure(estimate: (name: keyof ViewMeasures) => Estimate): MeasureEstimates {
	return Object.fromEntries(MEASURE_NAMES.map((name) => [name, estimate(name)])) as unknown as MeasureEstimates;
}
