/** The record of a run, `training-options.json`: everything that is needed to make it again, or to continue it. */

import { packageInfo } from "../../platform/node/package-info.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { recordText } from "../sidecar.ts";
import { settingOptions, TRAIN, type TrainCommandOptions } from "./options.ts";
import { type PlannedRun, planValue } from "./plan-text.ts";

/** `startedIn` is the folder that paths count from, as seen from the run's folder. */
export function trainRecord(options: TrainCommandOptions, run: PlannedRun, startedIn: string): string {
	// defaults included: a later release may have others
	const recorded = recordedOptions(TRAIN, options, settingOptions(run.settings, options));
	const record = {
		triplane: packageInfo().version,
		command: "train",
		repeat: repeatOf("train", TRAIN, recorded),
		startedIn,
		...planValue(run),
		node: process.version,
		platform: `${process.platform}-${process.arch}`,
	};
	return recordText(record);
}
