/** Options of `triplane sweep`, resolved. */

import { DISTINCT_PEOPLE_DEFAULTS, type DistinctPeopleOptions } from "../../analysis/people/distinct-people.ts";
import type { MoveMode } from "../../analysis/sweep/latent-moves.ts";
import type { LayerRange } from "../../generator/edits.ts";
import type { EngineRecord } from "../../platform/node/open-generator.ts";
import { InputError } from "../../tensor/errors.ts";
import { evenly } from "../angles/options.ts";
import { FOV, VIEW_ANGLES } from "../options/cameras.ts";
import { layersText, MIX, type MixRequest, parseLayers } from "../options/edits.ts";
import { parseRange, rangeField } from "../options/experiments.ts";
import { choice, type OptionsOf, under, value } from "../options/fields.ts";
import { numberIn, parseNumberList, whole } from "../options/numbers.ts";
import { PERSON, seedUnless } from "../options/people.ts";
import { SAMPLING, SUPERRESOLUTION, TRUNCATION, truncationOf } from "../options/rendering.ts";
import { parseSeed, parseSeeds } from "../options/seeds.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";

export type SweepSpace = "z" | "w" | "w+";

export const Z_RANGE: readonly [number, number] = [-10, 10];
export const W_RANGE: readonly [number, number] = [-3, 3];

const TEN: readonly number[] = [...Array(10).keys()];
const TWELVE: readonly number[] = [...Array(12).keys()];
const { peopleSeed, viewYawDegrees, side, sensitivity } = DISTINCT_PEOPLE_DEFAULTS;

export const SWEEP = {
	...NETWORK,
	seed: value("<seed>", "the person that is changed", parseSeed, { fallback: 4 }),
	...PERSON,
	...OUTDIR,
	...TRUNCATION,
	...under("Entries:", {
		space: choice<SweepSpace>(
			"<space>",
			"where entries are: the latent, w of all layers, or w of some (--layers)",
			["z", "w", "w+"],
			{ fallback: "z" },
		),
		entries: value<readonly number[]>("<list>", "entries, one row each, as in 0-9,20; or none", listOrNone, {
			fallback: TEN,
			fallbackText: "0-9",
			write: (entries) => (entries.length > 0 ? entries : "none"),
		}),
		range: value("<from,to>", "of the steps", parseRange, {
			fallbackText: "-10,10 in z; -3,3 standard deviations in w",
			isRecorded: false,
		}),
		steps: value("<n>", "steps of each row", whole(1, 64), { fallback: 5 }),
		values: value("<list>", "instead of --range: the steps themselves", (words): readonly number[] =>
			parseNumberList(words, { longest: 64 }),
		),
		mode: choice<MoveMode>(
			"<mode>",
			"whether an entry of z is set to the step, as the report did, or raised by it",
			["set", "add"],
			{ fallbackText: "set in z, add in w" },
		),
		layers: value<NonNullable<LayerRange> | "all">(
			"<range>",
			"layers that steps in w+ touch, as in 0-5; or all",
			(words) => parseLayers(words) ?? "all",
			{ fallback: "all", write: (layers) => (layers === "all" ? layers : layersText(layers)) },
		),
		random: value("<n>", "random directions as control", whole(0, 1024), { fallback: 2 }),
		randomSeed: value("<seed>", "seed of the random directions", parseSeed, { fallback: 0 }),
	}),
	...under("Directions:", {
		components: value("<n>", "principal components of w; 0 for none", whole(0, 1024), { fallback: 5 }),
		componentRange: rangeField("of their steps, standard deviations", W_RANGE),
		samples: value("<n>", "people that components come from", whole(2, 1_000_000), { fallback: 1000 }),
		sampleSeed: value("<seed>", "seed of those people", parseSeed, { fallback: 0 }),
		mixSeeds: value<readonly number[]>(
			"<list>",
			"style mixing with these seeds: coarse, middle and fine layers",
			parseSeeds,
			{ fallback: [], fallbackText: "none", write: (seeds) => (seeds.length > 0 ? seeds : undefined) },
		),
		...MIX,
	}),
	...under("People:", {
		typicalSeeds: value<readonly number[]>("<list>", "people that say how far apart two are", parseSeeds, {
			fallback: TWELVE,
			fallbackText: "0-11",
		}),
		people: value("<n>", "people to draw for the estimate of how many there are; 0 for none", whole(0, 20_000), {
			fallback: 0,
		}),
		peopleSeed: value("<seed>", "seed of those people", parseSeed, { fallback: peopleSeed }),
		viewYaw: value("<degrees>", "true yaw of each person's other view", numberIn({ least: -90, most: 90 }), {
			fallback: viewYawDegrees,
		}),
		side: value("<pixels>", "side that images are shrunk to for it", whole(1, 512), { fallback: side }),
		sensitivity: value(
			"<share>",
			"share of same-person pairs that the threshold takes in",
			numberIn({ above: 0, most: 1 }),
			{ fallback: sensitivity },
		),
	}),
	...under("Rendering:", {
		yaw: { ...VIEW_ANGLES.yaw(0), help: "yaw of all pictures, published parametrisation" },
		pitch: { ...VIEW_ANGLES.pitch(0), help: "pitch of all pictures, published parametrisation" },
		...FOV,
		...SAMPLING,
		...SUPERRESOLUTION,
	}),
	...under("Output:", SAID),
	...MACHINE,
};

/** With everything chosen. */
export type SweepCommandOptions = Omit<OptionsOf<typeof SWEEP>, "mode" | "layers"> & {
	readonly mode: MoveMode;
	readonly layers: LayerRange;
};

/** Chooses what the space decides. */
export function sweepOptions({ mode, layers, ...options }: OptionsOf<typeof SWEEP>): SweepCommandOptions {
	return {
		...options,
		mode: mode ?? (options.space === "z" ? "set" : "add"),
		layers: layers === "all" ? null : layers,
	};
}

function listOrNone(words: string): readonly number[] {
	return words.trim() === "none" ? [] : parseSeeds(words);
}

/** What is set or added, step by step. */
export function stepValues({ values, range, steps, space }: SweepCommandOptions): readonly number[] {
	return values ?? evenly(range ?? (space === "z" ? Z_RANGE : W_RANGE), steps);
}

/** Throws `InputError` for options that do not go together, and for entries that are not there. */
export function checkSweep(
	options: SweepCommandOptions,
	sizes: { readonly zDim: number; readonly wDim: number },
): void {
	const { space, mode, layers, entries, typicalSeeds, person } = options;
	if (person !== undefined && space === "z") {
		throw new InputError("--space z with --person: only people of seeds have a z; want --space w or w+");
	}
	if (space !== "w+" && layers !== null) {
		throw new InputError(
			`--layers ${layersText(layers)}: only --space w+ has layers of its own; this is --space ${space}`,
		);
	}
	if (space !== "z" && mode === "set") {
		throw new InputError(`--mode set: an entry can be set in z only; --space ${space} takes --mode add`);
	}
	if (sizes.zDim === 0) throw new InputError("sweep: this network takes no latent z: it has one person only");
	const length = space === "z" ? sizes.zDim : sizes.wDim;
	const beyond = entries.find((entry) => entry >= length);
	if (beyond !== undefined) {
		throw new InputError(`--entries: there is no entry ${beyond}; ${space} of this network has 0 to ${length - 1}`);
	}
	if (typicalSeeds.length < 2)
		throw new InputError("--typical-seeds: want at least two seeds, since pairs are compared");
}

/** Rows of style mixing that were asked for seed by seed. */
export function mixesBySeed(mix: readonly MixRequest[]): ReadonlyMap<number, LayerRange[]> {
	const bySeed = new Map<number, LayerRange[]>();
	for (const { seed, layers } of mix) bySeed.set(seed, [...(bySeed.get(seed) ?? []), layers]);
	return bySeed;
}

export function peopleOptions(
	options: SweepCommandOptions,
): Omit<DistinctPeopleOptions, "render" | "signal" | "onProgress"> {
	const { people, peopleSeed, viewYaw, fovDeg, side, sensitivity } = options;
	return {
		people,
		peopleSeed,
		viewYawDegrees: viewYaw,
		fovDegrees: fovDeg,
		side,
		sensitivity,
		truncation: truncationOf(options),
	};
}

/** What the command line left open, as the run found it. */
export function resolvedSweep(
	options: SweepCommandOptions,
	{ device, renderer }: Pick<EngineRecord, "device" | "renderer">,
): Readonly<Record<string, unknown>> {
	const { person, seed, layers } = options;
	return { ...seedUnless(person, seed), values: stepValues(options), layers: layers ?? "all", device, renderer };
}
