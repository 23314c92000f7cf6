/** Options of `triplane sweep`, resolved. */

import type { DistinctPeopleOptions } from "../../analysis/people/distinct-people.ts";
import type { MoveMode } from "../../analysis/sweep/latent-moves.ts";
import type { LayerRange } from "../../generator/edits.ts";
import { InputError } from "../../tensor/errors.ts";
import { evenly } from "../angles/options.ts";
import { layersText, type MixRequest } from "../options/edits.ts";
import { type TruncationOptions, truncationOf, type ViewOptions } from "../options/rendering.ts";
import { type EngineOptions, networkArguments } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

export type SweepSpace = "z" | "w" | "w+";

export interface SweepCommandOptions extends EngineOptions, ReportOptions, TruncationOptions, ViewOptions {
	readonly network: string;
	readonly seed: number;
	readonly outdir: string;
	readonly space: SweepSpace;
	readonly entries: readonly number[];
	/** −10 to 10 in z, −3 to 3 standard deviations in w, where left out. */
	readonly range?: readonly [number, number] | undefined;
	readonly steps: number;
	readonly values?: readonly number[] | undefined;
	readonly mode: MoveMode;
	readonly layers: LayerRange;
	readonly random: number;
	readonly randomSeed: number;
	readonly components: number;
	readonly componentRange: readonly [number, number];
	readonly samples: number;
	readonly sampleSeed: number;
	readonly mixSeeds: readonly number[];
	readonly mix?: readonly MixRequest[] | undefined;
	readonly yaw: number;
	readonly pitch: number;
	/** That of the network's training cameras where left out. */
	readonly fovDeg?: number | undefined;
	readonly typicalSeeds: readonly number[];
	/** 0 counts none. */
	readonly people: number;
	readonly peopleSeed: number;
	readonly viewYaw: number;
	readonly side: number;
	readonly sensitivity: number;
}

export const Z_RANGE: readonly [number, number] = [-10, 10];
export const W_RANGE: readonly [number, number] = [-3, 3];

/** What is set or added, step by step. */
export function stepValues({ values, range, steps, space }: SweepCommandOptions): readonly number[] {
	return values ?? evenly(range ?? (space === "z" ? Z_RANGE : W_RANGE), steps);
}

/** Throws `InputError` for options that do not go together, and for entries that are not there. */
export function checkSweep(
	options: SweepCommandOptions,
	sizes: { readonly zDim: number; readonly wDim: number },
): void {
	const { space, mode, layers, entries, typicalSeeds } = options;
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

/** Everything that bears on the result. */
export function resolvedSweep(options: SweepCommandOptions, device: string, renderer: string): Record<string, unknown> {
	const { network, seed, outdir, space, entries, mode, layers, random, randomSeed, components } = options;
	const { componentRange, steps, samples, sampleSeed, mixSeeds, mix, yaw, pitch, typicalSeeds } = options;
	const { people, peopleSeed, viewYaw, side, sensitivity, trunc, truncCutoff, nrr, sampleMult, sr } = options;
	const { fovDeg, threads, precision } = options;
	return {
		...{ network, seed, outdir, space, mode, values: stepValues(options), steps },
		entries: entries.length > 0 ? entries : "none",
		layers: layersText(layers),
		...{ random, randomSeed, components, componentRange, samples, sampleSeed },
		mixSeeds: mixSeeds.length > 0 ? mixSeeds : undefined,
		mix: mix?.map((one) => `${one.seed}:${layersText(one.layers)}`),
		...{ yaw, pitch, fovDeg, typicalSeeds, people, peopleSeed, viewYaw, side, sensitivity },
		...{ trunc, truncCutoff, nrr, sampleMult, noSr: !sr, device, threads, renderer, precision },
		...networkArguments(options),
	};
}
