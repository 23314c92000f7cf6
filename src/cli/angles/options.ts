/** Options of `triplane angles`, resolved. */

import { MEASURE_DEFAULTS, type MeasureOptions } from "../../analysis/angles/view-measures.ts";
import { BOOTSTRAP_DEFAULTS, type BootstrapOptions } from "../../analysis/statistics/bootstrap.ts";
import type { CameraOptions } from "../options/cameras.ts";
import type { PeopleOptions } from "../options/people.ts";
import type { TruncationOptions, ViewOptions } from "../options/rendering.ts";
import { type EngineOptions, networkArguments } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

/** The report's range of both parameters. */
export const ANGLE_RANGE: readonly [from: number, to: number] = [-Math.PI / 3, Math.PI / 3];

export interface AnglesCommandOptions
	extends CameraOptions,
		EngineOptions,
		PeopleOptions,
		ReportOptions,
		TruncationOptions,
		ViewOptions {
	readonly networks: readonly string[];
	readonly outdir: string;
	readonly rows: number;
	readonly columns: number;
	readonly yawRange: readonly [number, number];
	readonly pitchRange: readonly [number, number];
	/** Seeds of the statistics; none where left out. */
	readonly statSeeds?: readonly number[] | undefined;
	/** True yaws of the curves, degrees. */
	readonly curveYaws: readonly number[];
	/** Luma below which a pixel is dark. */
	readonly dark: number;
	readonly headRadius: number;
	readonly earLine: number;
	readonly bootstrap: number;
	readonly bootstrapSeed: number;
}

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

/** Everything that bears on the result. */
export function resolvedAngles(
	options: AnglesCommandOptions,
	device: string,
	renderer: string,
): Record<string, unknown> {
	const { networks, seeds, ws, outdir, statSeeds, curveYaws, trunc, truncCutoff, fovDeg, radius, pivot } = options;
	const { cameras, cameraList, rayLimits } = options;
	const { nrr, sampleMult, sr, dark, headRadius, earLine, bootstrap, bootstrapSeed, threads, precision } = options;
	const { yaw, pitch, trueYaw, truePitch } = gridAngles(options);
	return {
		...{ networks, seeds, ws, outdir, yaw, pitch, trueYaw, truePitch, cameras, cameraList, statSeeds, curveYaws },
		...{ trunc, truncCutoff, fovDeg, radius, pivot, nrr, sampleMult, noSr: !sr, rayLimits },
		...{ dark, headRadius, earLine, bootstrap, bootstrapSeed, device, threads, renderer, precision },
		...networkArguments(options),
	};
}
