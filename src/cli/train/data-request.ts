/** Where images come from: a dataset in files, or synthetic people; and which people a generator is taught from. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { GAZE_MODES, type GazeMode } from "../../heads/gaze.ts";
import { POSE_SETS, type PoseSet } from "../../heads/poses.ts";
import { parseInteger } from "../options/numbers.ts";
import { parseSeed } from "../options/seeds.ts";

/** A dataset in files, or synthetic people that are made on the fly. */
export type DataRequest =
	| { readonly kind: "files"; readonly path: string }
	| {
			readonly kind: "heads";
			/** As given. */
			readonly text: string;
			readonly poses: PoseSet;
			readonly gaze: GazeMode;
			readonly seed: number;
			readonly count: number;
	  };

/** Synthetic people whose geometry is known. */
export interface PeopleRequest {
	/** As given. */
	readonly text: string;
	readonly poses: PoseSet;
	readonly gaze: GazeMode;
	readonly seed: number;
}

const HEADS = "heads:";
const HEADS_COUNT = 10_000;

/** A path, or `heads:<poses>,<gaze>[,seed=<n>][,count=<n>]`. */
export function parseData(text: string): DataRequest {
	if (!text.startsWith(HEADS)) return { kind: "files", path: text };
	const [poses, gaze, ...more] = text.slice(HEADS.length).split(",");
	const poseSet = POSE_SETS.find((set) => set === poses);
	const gazeMode = GAZE_MODES.find((mode) => mode === gaze);
	if (!poseSet || !gazeMode) return refuseHeads(text);
	let seed = 0;
	let count = HEADS_COUNT;
	for (const part of more) {
		const [, name, value = ""] = /^(seed|count)=(.+)$/.exec(part) ?? [];
		if (name === "seed") seed = parseSeed(value);
		else if (name === "count") count = parseInteger(value, { least: 1, most: 10_000_000 });
		else return refuseHeads(text);
	}
	return { kind: "heads", text, poses: poseSet, gaze: gazeMode, seed, count };
}

function refuseHeads(text: string): never {
	throw new InvalidArgumentError(
		`'${text}': want heads:<${POSE_SETS.join("|")}>,<${GAZE_MODES.join("|")}>[,seed=<n>][,count=<n>].`,
	);
}

/** `heads:<poses>[,<gaze>][,seed=<n>]`. */
export function parsePeople(text: string): PeopleRequest {
	const parts = /^heads:(?<poses>[a-z]+)(,(?<gaze>[a-z]+))?(,seed=(?<seed>\d+))?$/.exec(text)?.groups ?? {};
	const poses = POSE_SETS.find((set) => set === parts.poses);
	const gaze = GAZE_MODES.find((mode) => mode === (parts.gaze ?? "free"));
	if (poses && gaze) return { text, poses, gaze, seed: parts.seed === undefined ? 0 : parseSeed(parts.seed) };
	const [sets, modes] = [POSE_SETS.join("|"), GAZE_MODES.join("|")];
	throw new InvalidArgumentError(`'${text}': want heads:<${sets}>[,<${modes}>][,seed=<n>].`);
}

/** As on the command line. */
export function dataText(data: DataRequest): string {
	return data.kind === "heads" ? data.text : data.path;
}
