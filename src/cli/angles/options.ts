/** Options of `triplane angles`, resolved. */

import { MEASURE_DEFAULTS, type MeasureOptions } from "../../analysis/angles/view-measures.ts";
import { BOOTSTRAP_DEFAULTS, type BootstrapOptions } from "../../analysis/statistics/bootstrap.ts";
import type { EngineRecord } from "../../platform/node/open-generator.ts";
import {
	parseAngleRange,
	parseAngles,
	parsePitch,
	parseTrueYaw,
	parseYaw,
	TRUE_ANGLE_OPTIONS,
} from "../options/angles.ts";
import { ANGLES, type CameraOptions, FOV, ORBIT } from "../options/cameras.ts";
import { rangeField } from "../options/experiments.ts";
import { explained, type OptionsOf, under, value } from "../options/fields.ts";
import { numberIn, whole } from "../options/numbers.ts";
import { PEOPLE } from "../options/people.ts";
import { RAY_LIMITS } from "../options/ray-limits.ts";
import { SAMPLING, SUPERRESOLUTION, TRUNCATION } from "../options/rendering.ts";
import { parseSeed, parseSeeds } from "../options/seeds.ts";
import { MACHINE, NETWORKS, OUTDIR, SAID } from "../options/shared.ts";

/** The report's range of both parameters. */
export const ANGLE_RANGE: readonly [from: number, to: number] = [-Math.PI / 3, Math.PI / 3];

const share = numberIn({ above: 0, most: 1 });

export const ANGLES_COMMAND = {
	...NETWORKS,
	...explained(PEOPLE, { seeds: "seeds whose sheets are drawn, as in 0,2,5-9" }),
	...OUTDIR,
	...TRUNCATION,
	...under("Poses:", {
		rows: value("<n>", "pitches of the grid", whole(1, 64), { fallback: 5, isRecorded: false }),
		columns: value("<n>", "yaws of the grid", whole(1, 64), { fallback: 5, isRecorded: false }),
		yawRange: {
			...rangeField("of the yaws, published parametrisation", ANGLE_RANGE, (words) =>
				parseAngleRange(words, (part) => parseYaw(part, TRUE_ANGLE_OPTIONS)),
			),
			isRecorded: false,
		},
		pitchRange: {
			...rangeField("of the pitches, published parametrisation", ANGLE_RANGE, (words) =>
				parseAngleRange(words, (part) => parsePitch(part, TRUE_ANGLE_OPTIONS)),
			),
			isRecorded: false,
		},
		...explained(ANGLES, { cameras: ANGLES.cameras.help.replace("instead of angles", "instead of the grid") }),
		yaw: {
			...ANGLES.yaw,
			help: "instead of --columns and --yaw-range: yaws in the published parametrisation",
			fallbackText: undefined,
		},
		pitch: {
			...ANGLES.pitch,
			help: "instead of --rows and --pitch-range: pitches in the published parametrisation",
			fallbackText: undefined,
		},
		...FOV,
		...ORBIT,
	}),
	...under("Numbers:", {
		statSeeds: value("<list>", "seeds that the statistics are about; none without it", parseSeeds),
		curveYaws: value(
			"<list>",
			"true yaws of the curves, degrees",
			(words): readonly number[] => parseAngles(words, parseTrueYaw, 361),
			{ fallback: [-90, -75, -60, -45, -30, -15, 0, 15, 30, 45, 60, 75, 90] },
		),
		dark: value("<luma>", "a pixel is dark below this luma, 0 to 1", share, { fallback: MEASURE_DEFAULTS.darkLuma }),
		headRadius: value("<share>", "the head lies in a sphere of this radius, in sides of the box", share, {
			fallback: MEASURE_DEFAULTS.headRadius,
		}),
		earLine: value(
			"<z>",
			"the back of the head begins behind this z, in sides of the box",
			numberIn({ least: -1, most: 1 }),
			{ fallback: MEASURE_DEFAULTS.earLine },
		),
		bootstrap: value("<n>", "resamples of the confidence intervals", whole(10, 100_000), { fallback: 1000 }),
		bootstrapSeed: value("<seed>", "seed of the resamples", parseSeed, { fallback: 0 }),
	}),
	...under("Rendering:", { ...SAMPLING, ...RAY_LIMITS, ...SUPERRESOLUTION }),
	...under("Output:", SAID),
	...MACHINE,
};

export type AnglesCommandOptions = OptionsOf<typeof ANGLES_COMMAND>;

/** Angles as `sheetCameras` takes them: what is asked for by name goes before rows, columns and ranges. */
export function gridAngles(options: AnglesCommandOptions): CameraOptions {
	const { yaw, pitch, trueYaw, truePitch, rows, columns, yawRange, pitchRange, cameras } = options;
	if (cameras !== undefined) return options;
	if (trueYaw ?? truePitch) return { ...options, trueYaw: trueYaw ?? [0], truePitch: truePitch ?? [0] };
	return {
		...options,
		yaw: yaw ?? evenly(yawRange, columns),
		pitch: pitch ?? evenly(pitchRange, rows),
	};
}

/** `count` numbers from one to the other; the middle where it is one. */
export function evenly([from, to]: readonly [number, number], count: number): number[] {
	if (count === 1) return [(from + to) / 2];
	return Array.from({ length: count }, (_, index) => {
		const value = from + ((to - from) * index) / (count - 1);
		// the middle of a symmetric range is 0, not a rounding error
		return Math.abs(value) < Math.abs(to - from) * 1e-12 ? 0 : value;
	});
}

export function measuresOf({ dark, headRadius, earLine }: AnglesCommandOptions): MeasureOptions {
	return { ...MEASURE_DEFAULTS, darkLuma: dark, headRadius, earLine };
}

export function bootstrapOf({ bootstrap, bootstrapSeed }: AnglesCommandOptions): BootstrapOptions {
	return { ...BOOTSTRAP_DEFAULTS, resamples: bootstrap, seed: bootstrapSeed };
}

/** What the command line left open, as the run found it. */
export function resolvedAngles(
	options: AnglesCommandOptions,
	{ device, renderer }: Pick<EngineRecord, "device" | "renderer">,
): Readonly<Record<string, unknown>> {
	const { yaw, pitch, trueYaw, truePitch } = gridAngles(options);
	return { yaw, pitch, trueYaw, truePitch, device, renderer };
}
