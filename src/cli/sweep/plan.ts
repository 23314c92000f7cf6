/** Which rows a sweep has, from its options. */

import { randomUnit, type WDirections } from "../../analysis/sweep/directions.ts";
import {
	entryRow,
	latentRow,
	layerThirds,
	mixRow,
	type PlannedRow,
	type SweptPerson,
	wRow,
} from "../../analysis/sweep/sweep-rows.ts";
import type { Generator } from "../../generator/generator.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { evenly } from "../angles/options.ts";
import { layersText } from "../options/edits.ts";
import { truncationOf } from "../options/rendering.ts";
import { mixesBySeed, type SweepCommandOptions, stepValues } from "./options.ts";

/** Entries and, as control, random directions; principal components; style mixing. */
export function sweepPlan(
	generator: Generator,
	person: SweptPerson,
	options: SweepCommandOptions,
	directions: WDirections | null,
): PlannedRow[] {
	const entries = options.space === "z" ? zRows(generator, person, options) : wRows(person, options, directions);
	const values = evenly(options.componentRange, options.steps);
	const components = (directions?.principal ?? [])
		.slice(0, options.components)
		.map(({ name, step }) => wRow(person, { name, kind: "component", direction: step }, values, options.layers));
	return [...entries, ...components, ...mixRows(generator, person, options)];
}

function zRows(generator: Generator, person: SweptPerson, options: SweepCommandOptions): PlannedRow[] {
	const { entries, random, randomSeed, mode } = options;
	const { zDim } = generator.config.mapping;
	const { z } = person;
	if (!z) throw new RangeError("sweep: a person without z has no rows in z");
	const source = new RandomState(randomSeed);
	const rows = [
		...entries.map((entry) => entryRow(entry, zDim)),
		...Array.from({ length: random }, (_, index) => {
			return { name: `random ${index + 1}`, kind: "random" as const, direction: randomUnit(source, zDim) };
		}),
	];
	return rows.map((row) => latentRow(generator, z, row, stepValues(options), mode, truncationOf(options)));
}

/** Entries of w by their own standard deviations, random directions by theirs. */
function wRows(person: SweptPerson, options: SweepCommandOptions, directions: WDirections | null): PlannedRow[] {
	if (!directions) return [];
	const wDim = directions.components.mean.length;
	const deviationOf = (entry: number): number => Math.sqrt(directions.components.covariance[entry * wDim + entry] ?? 0);
	const rows = [
		...options.entries.map((entry) => entryRow(entry, wDim, deviationOf(entry))),
		...directions.random.map(({ name, step }) => ({ name, kind: "random" as const, direction: step })),
	];
	return rows.map((row) => wRow(person, row, stepValues(options), options.layers));
}

function mixRows(generator: Generator, person: SweptPerson, options: SweepCommandOptions): PlannedRow[] {
	const truncation = truncationOf(options);
	const thirds = layerThirds(generator.config.mapping.numWs);
	return [
		...options.mixSeeds.map((seed) => mixRow(generator, person, seed, thirds, truncation)),
		...[...mixesBySeed(options.mix ?? [])].map(([seed, ranges]) => {
			const named = ranges.map((layers) => ({ label: `layers ${layersText(layers)}`, layers }));
			return mixRow(generator, person, seed, named, truncation);
		}),
	];
}
