/** Options of `triplane teach`. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { POSE_SETS, type PoseSet } from "../../heads/poses.ts";
import { parseSeed } from "../options/seeds.ts";
import type { ReportOptions } from "../report.ts";

/** Who is taught. */
export interface PeopleRequest {
	/** As given. */
	readonly text: string;
	readonly poses: PoseSet;
	readonly seed: number;
}

/** As the command line gives them; what is absent was not said. */
export interface TeachOptions extends ReportOptions {
	readonly outdir?: string | undefined;
	readonly people?: PeopleRequest | undefined;
	readonly cfg?: string | undefined;
	readonly resume?: string | undefined;
	readonly desc?: string | undefined;
	readonly kimg?: number | undefined;
	readonly batch?: number | undefined;
	readonly batchGpu?: number | undefined;
	readonly lr?: number | undefined;
	readonly traitSteps?: number | undefined;
	readonly traitLr?: number | undefined;
	readonly pointSteps?: number | undefined;
	readonly fresh?: number | undefined;
	readonly pool?: number | undefined;
	readonly cbase?: number | undefined;
	readonly cmax?: number | undefined;
	readonly seed?: number | undefined;
	readonly tick?: number | undefined;
	readonly snap?: number | undefined;
	readonly judged?: number | undefined;
	readonly saveMinutes?: number | undefined;
	readonly tracers?: number | undefined;
	readonly threads?: number | undefined;
}

/** Those that a run is made again from, with their defaults. */
export interface TeachSettings {
	readonly people: string;
	readonly cfg: string;
	readonly kimg: number;
	readonly batch: number;
	readonly batchGpu: number;
	readonly lr: number;
	readonly traitSteps: number;
	readonly traitLr: number;
	readonly pointSteps: number;
	readonly fresh: number;
	readonly pool: number;
	readonly cbase: number | null;
	readonly cmax: number | null;
	readonly seed: number;
	readonly tick: number;
	readonly snap: number;
	readonly judged: number;
	readonly saveMinutes: number;
}

const DEFAULTS: TeachSettings = {
	people: "heads:rebalanced",
	cfg: "heads128",
	...{
		kimg: 400,
		batch: 8,
		batchGpu: 4,
		lr: 0.005,
		traitSteps: 8000,
		traitLr: 0.06,
		pointSteps: 3000,
		fresh: 1,
		pool: 1024,
	},
	...{ cbase: null, cmax: null, seed: 0, tick: 4, snap: 5, judged: 16, saveMinutes: 5 },
};

/** What was said, over what the run was begun with, over the defaults. */
export function teachSettings(options: TeachOptions, recorded: Partial<TeachSettings>): TeachSettings {
	const { people, ...others } = options;
	const said = Object.entries({ ...others, people: people?.text }).filter(
		([name, value]) => value !== undefined && name in DEFAULTS,
	);
	return { ...DEFAULTS, ...recorded, ...Object.fromEntries(said) };
}

/** `heads:<poses>[,seed=<n>]`. */
export function parsePeople(text: string): PeopleRequest {
	const [, poses, , seed] = /^heads:([a-z]+)(,seed=(\d+))?$/.exec(text) ?? [];
	const set = POSE_SETS.find((one) => one === poses);
	if (set) return { text, poses: set, seed: seed === undefined ? 0 : parseSeed(seed) };
	throw new InvalidArgumentError(`'${text}': want heads:<${POSE_SETS.join("|")}>[,seed=<n>].`);
}
