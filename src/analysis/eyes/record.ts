/**
 * What the experiment about eyes leaves: plain data for JSON. Depths are in distances between the eyes, positive towards
 * the camera, so that a ball is positive and a hollow negative; angles are degrees.
 */

import type { Estimate } from "../statistics/bootstrap.ts";
import type { FoundEyes } from "./find-eyes.ts";
import type { GazeMeasure } from "./gaze.ts";
import type { LevelSockets } from "./level-sockets.ts";
import type { PersonReading } from "./reader/gaze-reader.ts";

export const EYES_RECORD_VERSION = 2;

export type PersonEyesRecord = (
	| {
			/** Seed, or number of a synthetic head. */
			readonly id: number;
			readonly found: true;
			readonly eyes: Omit<FoundEyes, "found">;
			/** One for each level. */
			readonly sockets: readonly LevelSockets[];
			readonly gaze: GazeMeasure;
			/** Slope that a viewer reads: `gaze.slope` and what the depth of the sockets adds; `null` where one is missing. */
			readonly apparentSlope: number | null;
	  }
	| { readonly id: number; readonly found: false; readonly reason: string }
) & {
	/** Sockets where eyes usually are, whether they were found or not; one for each level. */
	readonly usual: readonly LevelSockets[];
	/** What a gaze reader makes of whole pictures, whether eyes were found or not; `null` without a reader. */
	readonly reading: PersonReading | null;
};

/** Whether an interval lies on one side of zero. */
export type DepthVerdict = "convex" | "concave" | "undecided";

/** All people at one level. */
export interface LevelSummary {
	/** sigma; `null` is the expected depth of the renderer, or the known surface of a synthetic head. */
	readonly level: number | null;
	/** Height of the iris over the plane of the rim, mean over people. */
	readonly rimDepth: Estimate;
	/** Height of the iris over the white beside it, mean over people. */
	readonly ballDepth: Estimate;
	/** Share of people whose iris lies below its white. */
	readonly concaveShare: number | null;
	/** Of `ballDepth`. */
	readonly verdict: DepthVerdict;
	/** Of `rimDepth`. */
	readonly rimVerdict: DepthVerdict;
}

export interface EyesSummary {
	readonly people: number;
	readonly found: number;
	readonly levels: readonly LevelSummary[];
	/** The same of everybody, where people framed as portraits usually have their eyes. */
	readonly usual: readonly LevelSummary[];
	/** d(gaze yaw) / d(camera yaw), mean over people: 1 is locked to the camera, 0 fixed in the head. */
	readonly slope: Estimate;
	readonly apparentSlope: Estimate;
	/** The slope that a gaze reader finds in whole pictures of everybody; no number without a reader. */
	readonly readSlope: Estimate;
}

export interface EyesRecord {
	readonly kind: "eyes";
	readonly version: typeof EYES_RECORD_VERSION;
	/** Who was measured: a network's name, or synthetic heads. */
	readonly subject: string;
	/** True yaws of the cameras, degrees. */
	readonly yaws: readonly number[];
	readonly levels: readonly (number | null)[];
	readonly people: readonly PersonEyesRecord[];
	readonly summary: EyesSummary;
}

/** The two depths of a summary, for figures. */
export const EYE_DEPTHS: readonly { readonly key: "ballDepth" | "rimDepth"; readonly name: string }[] = [
	{ key: "ballDepth", name: "Iris over the white of the eye" },
	{ key: "rimDepth", name: "Iris over the plane of the rim" },
];
