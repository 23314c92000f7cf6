/** The record of steep angles: everything that was measured, as plain numbers. Explained in docs/records.md. */

import type { TrueDegrees } from "../../camera/angles.ts";
import type { ViewCamera } from "../../camera/view-camera.ts";
import { BOOTSTRAP_DEFAULTS, type BootstrapOptions } from "../statistics/bootstrap.ts";
import {
	type AnglesStatistics,
	anglesDifference,
	anglesStatistics,
	type MeasureEstimates,
} from "./angles-statistics.ts";
import type { SeedMeasures } from "./steep-angles.ts";
import type { MeasureOptions } from "./view-measures.ts";

/** Where a view was taken from. */
export interface ViewPlace {
	readonly publishedYaw: number;
	readonly publishedPitch: number;
	readonly trueDegrees: TrueDegrees;
	/** From the pivot, world units. */
	readonly distance: number;
}

export interface NetworkAngles {
	readonly name: string;
	readonly grid: readonly (readonly ViewPlace[])[];
	readonly curve: readonly ViewPlace[];
	readonly people: readonly SeedMeasures[];
	/** Over the people of `statisticsSeeds`; `null` where there are none. */
	readonly statistics: AnglesStatistics | null;
}

export interface AnglesRecord {
	readonly measures: MeasureOptions;
	readonly bootstrap: BootstrapOptions;
	readonly statisticsSeeds: readonly number[];
	readonly networks: readonly NetworkAngles[];
	/** First network minus second, along the curve; `null` unless there are two. */
	readonly difference: readonly MeasureEstimates[] | null;
}

/** What was measured of one network. */
export interface MeasuredNetwork {
	readonly name: string;
	readonly grid: readonly (readonly ViewCamera[])[];
	readonly curve: readonly ViewCamera[];
	readonly people: readonly SeedMeasures[];
}

/** Puts the numbers of networks side by side. */
export function anglesRecord(
	networks: readonly MeasuredNetwork[],
	statisticsSeeds: readonly number[],
	measures: MeasureOptions,
	bootstrap: BootstrapOptions = BOOTSTRAP_DEFAULTS,
): AnglesRecord {
	const counted = ({ people }: MeasuredNetwork): SeedMeasures[] =>
		people.filter(({ seed }) => statisticsSeeds.includes(seed));
	const [first, second, ...more] = networks;
	return {
		measures,
		bootstrap,
		statisticsSeeds,
		networks: networks.map((network) => ({
			name: network.name,
			grid: network.grid.map((row) => row.map(viewPlace)),
			curve: network.curve.map(viewPlace),
			people: network.people,
			statistics: statisticsSeeds.length > 0 ? anglesStatistics(counted(network), bootstrap) : null,
		})),
		difference:
			first && second && more.length === 0 && statisticsSeeds.length > 0
				? anglesDifference(counted(first), counted(second), bootstrap)
				: null,
	};
}

/** A camera in both kinds of angles. */
export function viewPlace({ pose, trueDegrees, distance }: ViewCamera): ViewPlace {
	return { publishedYaw: pose.yaw, publishedPitch: pose.pitch, trueDegrees, distance };
}
