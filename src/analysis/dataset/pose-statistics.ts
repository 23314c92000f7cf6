/**
 * Where the cameras of a dataset stand, in both kinds of angles: true ones about the pivot, and the parameters of the
 * published scripts, whose pitch is no angle.
 */

import { frameOf } from "../../camera/cam2world.ts";
import { estimatePivot, type OpticalAxis } from "../../camera/pivot.ts";
import { type PoseQuantities, poseQuantities } from "../../camera/pose-quantities.ts";
import type { Vec3 } from "../../tensor/vec3.ts";
import {
	binOf,
	type Histogram,
	histogram,
	type Range,
	rangeOf,
	type Summary,
	summarize,
	symmetricRange,
} from "./histogram.ts";

export interface CountedQuantity {
	readonly summary: Summary;
	readonly histogram: Histogram;
}

export interface PoseStatistics {
	readonly items: number;
	/** What true angles are about, and where it comes from: given, the point that all cameras look at, or else the origin. */
	readonly pivot: { readonly point: Vec3; readonly from: "given" | "estimated" | "origin" };
	readonly quantities: { readonly [K in keyof PoseQuantities]: CountedQuantity };
	/** One row of counts per bin of pitch, one column per bin of yaw, both in true degrees. */
	readonly yawPitch: { readonly yaw: Range; readonly pitch: Range; readonly counts: readonly (readonly number[])[] };
}

export interface PoseStatisticsOptions {
	/** `null` estimates it. */
	readonly pivot: Vec3 | null;
	readonly bins: number;
}

const ORIGIN: Vec3 = [0, 0, 0];
const ANGLE_STEP_DEGREES = 5;
const ANGLE_STEP_RADIANS = 0.1;

/** Counts labels of 25 numbers that were checked before, one per item. */
export function poseStatistics(
	labels: readonly (readonly number[])[],
	{ pivot: given, bins }: PoseStatisticsOptions,
): PoseStatistics {
	const axes = labels.map(frameOf);
	const pivot = choosePivot(given, axes);
	const poses = labels.map((label) => poseQuantities(label, pivot.point));
	const column = (name: keyof PoseQuantities): number[] => poses.map((pose) => pose[name]);
	const count = (name: keyof PoseQuantities, range: (values: readonly number[]) => Range): CountedQuantity => {
		const values = column(name);
		return { summary: summarize(values), histogram: histogram(values, range(values), bins) };
	};
	const tight = (values: readonly number[]): Range => rangeOf(values, bins);
	const degrees = (values: readonly number[]): Range => symmetricRange(values, ANGLE_STEP_DEGREES);
	const radians = (values: readonly number[]): Range => symmetricRange(values, ANGLE_STEP_RADIANS);
	return {
		items: labels.length,
		pivot,
		quantities: {
			trueYawDegrees: count("trueYawDegrees", degrees),
			truePitchDegrees: count("truePitchDegrees", degrees),
			rollDegrees: count("rollDegrees", degrees),
			publishedYaw: count("publishedYaw", radians),
			publishedPitch: count("publishedPitch", radians),
			radius: count("radius", tight),
			distance: count("distance", tight),
			horizontalFovDegrees: count("horizontalFovDegrees", tight),
			publishedFovDegrees: count("publishedFovDegrees", tight),
		},
		yawPitch: yawPitchCounts(column("trueYawDegrees"), column("truePitchDegrees"), bins),
	};
}

/** The pivot that is given, else the point that all cameras look at, else the origin. */
export function choosePivot(given: Vec3 | null, axes: readonly OpticalAxis[]): PoseStatistics["pivot"] {
	if (given) return { point: given, from: "given" };
	const estimated = estimatePivot(axes);
	return estimated ? { point: estimated, from: "estimated" } : { point: ORIGIN, from: "origin" };
}

function yawPitchCounts(yaws: readonly number[], pitches: readonly number[], bins: number): PoseStatistics["yawPitch"] {
	const yaw = symmetricRange(yaws, ANGLE_STEP_DEGREES);
	const pitch = symmetricRange(pitches, ANGLE_STEP_DEGREES);
	const counts = Array.from({ length: bins }, () => new Array<number>(bins).fill(0));
	for (const [index, value] of yaws.entries()) {
		const row = counts[binOf(pitches[index] ?? 0, pitch, bins)];
		const column = binOf(value, yaw, bins);
		if (row) row[column] = (row[column] ?? 0) + 1;
	}
	return { yaw, pitch, counts };
}
