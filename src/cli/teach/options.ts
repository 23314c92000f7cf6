/** Options of `triplane teach`. */

import { presetNames } from "../../generator/presets.ts";
import { LESSON_SOURCES, type LessonSource } from "../../training/teaching/lesson-sources.ts";
import { choice, flag, type OptionsOf, text, under, value } from "../options/fields.ts";
import { numberIn, whole } from "../options/numbers.ts";
import { RUNS, SAID, SIZES, THREADS } from "../options/shared.ts";
import { parsePeople } from "../train/data-request.ts";

const MANY = 100_000_000;
const positive = numberIn({ above: 0 });

/** What a run is made again from, with defaults: a run that goes on has those that it began with. */
const SETTINGS = {
	people: value(
		"<set>",
		"heads:<frontal|rebalanced>[,<camera|free>][,seed=<n>]: where cameras stand, where people look, who they are (default gaze: free)",
		parsePeople,
		{ fallback: parsePeople("heads:rebalanced"), write: ({ text: words }) => words },
	),
	cfg: choice<string>("<name>", "configuration of a new generator", presetNames(), { fallback: "heads128" }),
	...under("Teaching:", {
		lessons: choice<LessonSource>(
			"<of>",
			"geometry: points, colours and depths of known shapes; pictures: colours alone, from the sides that --people has",
			LESSON_SOURCES,
			{ fallback: "geometry" },
		),
		kimg: value("<n>", "thousands of people shown, each as often as it comes", positive, { fallback: 400 }),
		batch: value("<n>", "people of a step", whole(1, MANY), { fallback: 8 }),
		batchGpu: value("<n>", "people of one run of a graph, a divisor of the batch", whole(1, MANY), { fallback: 4 }),
		lr: value("<x>", "learning rate, falling to 3 % along a cosine", positive, { fallback: 0.005 }),
		traitSteps: value("<n>", "steps at first in which the mapping learns traits", whole(0, MANY), { fallback: 14_000 }),
		traitLr: value("<x>", "learning rate of those steps, falling likewise", positive, { fallback: 0.045 }),
		pointSteps: value("<n>", "steps with points alone before rays come in", whole(0, MANY), { fallback: 3000 }),
		fresh: value("<n>", "new people of a step", positive, { fallback: 1 }),
		pool: value("<n>", "people in use at a time", whole(8, MANY), { fallback: 1024 }),
		...SIZES,
		seed: value("<n>", "of weights and order", whole(0, MANY), { fallback: 0 }),
	}),
	...under("Reports:", {
		tick: value("<kimg>", "thousands of people between reports", positive, { fallback: 4 }),
		snap: value("<n>", "ticks between snapshots", whole(1, MANY), { fallback: 5 }),
		judged: value("<n>", "people never shown whose pictures are compared at snapshots", whole(1, MANY), {
			fallback: 16,
		}),
		saveMinutes: value("<n>", "the state is saved at least this often", positive, { fallback: 5 }),
	}),
};

const { people, cfg, ...NUMBERS } = SETTINGS;

export const TEACH = {
	outdir: RUNS.outdir,
	people,
	cfg,
	resume: text(
		"<path>",
		"the folder of a run that goes on, or a network to begin with; with --cfg, --cbase, --cmax, --triplane-depth or --decoder-hidden it grows to that",
	),
	newMapping: flag(
		"with --resume of a network: its mapping starts again; when it has learned traits, the affine layers are set to hear it as they heard the former one",
	),
	desc: RUNS.desc,
	...NUMBERS,
	...under("Engine:", {
		tracers: value("<n>", "threads that trace new people", whole(1, MANY), { fallback: 1 }),
		...THREADS,
		...SAID,
	}),
};

export type TeachOptions = OptionsOf<typeof TEACH>;

/** Those that a run is made again from. */
export type TeachSettings = OptionsOf<typeof SETTINGS>;

/** What was given, over what the run was begun with, over the defaults. */
export function teachSettings(
	options: TeachOptions,
	said: Partial<TeachOptions>,
	begun: TeachSettings | null,
): TeachSettings {
	const chosen = begun === null ? options : { ...options, ...begun, ...said };
	return Object.fromEntries(
		Object.keys(SETTINGS).map((name) => [name, chosen[name as keyof TeachSettings]]),
	) as TeachSettings;
}
