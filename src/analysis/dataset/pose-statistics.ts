/**
 * Where the cameras of a dataset stand, in both kinds of angles: true ones about the pivot, and the parameters of the
 * published scripts, whose pitch is no angle.
 */

import { fieldOfView, publishedFovDegrees } from "../../camera/intrinsics.ts";
import { splitLabel } from "../../camera/label.ts";
import { estimatePivot, type OpticalAxis, opticalAxis } from "../../camera/pivot.ts";
import { poseFromTrueAngles, trueAnglesOfOrigin } from "../../camera/true-angles.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { lengthVec3, type Vec3 } from "../../tensor/vec3.ts";
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

/** What is counted of each camera, by name; the unit is in the name, lengths are in world units. */
export interface PoseQuantities {
	readonly trueYawDegrees: number;
	readonly truePitchDegrees: number;
	/** Turn about the optical axis: 0 where the camera's x axis is level. */
	readonly rollDegrees: number;
	readonly publishedYaw: number;
	readonly publishedPitch: number;
	/** From the origin. */
	readonly radius: number;
	/** From the pivot. */
	readonly distance: number;
	readonly horizontalFovDegrees: number;
	/** As the published scripts count it: about the diagonal. */
	readonly publishedFovDegrees: number;
}

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
/** The published angles of a camera do not depend on the radius of its sphere. */
const UNIT_ORBIT = { pivot: ORIGIN, radius: 1 };
const ANGLE_STEP_DEGREES = 5;
const ANGLE_STEP_RADIANS = 0.1;
const ORIGINS_TOLERANCE = 1e-9;

/** Counts labels of 25 numbers that were checked before, one per item. */
export function poseStatistics(
	labels: readonly (readonly number[])[],
	{ pivot: given, bins }: PoseStatisticsOptions,
): PoseStatistics {
	const axes = labels.map(opticalAxis);
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

/** The quantities of one label. */
export function poseQuantities(label: readonly number[], pivot: Vec3): PoseQuantities {
	const { intrinsics } = splitLabel(float32Tensor([1, 25], label));
	const { position } = opticalAxis(label);
	const about = trueAnglesOfOrigin(position, pivot);
	const radius = lengthVec3(position);
	const published =
		radius > ORIGINS_TOLERANCE
			? poseFromTrueAngles(trueAnglesOfOrigin(position, ORIGIN), UNIT_ORBIT)
			: { yaw: 0, pitch: 0 };
	const [rightX = 0, , , , rightY = 0, , , , rightZ = 0] = label;
	return {
		trueYawDegrees: toDegrees(about.yawRadians),
		truePitchDegrees: toDegrees(about.pitchRadians),
		rollDegrees: toDegrees(Math.atan2(rightY, Math.hypot(rightX, rightZ))),
		publishedYaw: published.yaw,
		publishedPitch: published.pitch,
		radius,
		distance: about.distance,
		horizontalFovDegrees: toDegrees(fieldOfView(intrinsics).horizontalRadians),
		publishedFovDegrees: publishedFovDegrees(intrinsics),
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

function toDegrees(radians: number): number {
	return (radians * 180) / Math.PI;
}
