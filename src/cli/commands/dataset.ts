/** `triplane dataset`: the commands about datasets. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Session } from "../session.ts";
import { datasetCheckCommand } from "./dataset-check.ts";
import { datasetHeadsCommand } from "./dataset-heads.ts";
import { datasetLatentsCommand } from "./dataset-latents.ts";
import { datasetPackCommand } from "./dataset-pack.ts";
import { datasetRebalanceCommand } from "./dataset-rebalance.ts";
import { datasetStatsCommand } from "./dataset-stats.ts";

const DESCRIPTION =
	"Datasets: a folder or zip of PNG, JPEG or WebP images with dataset.json, one camera for each image.";

export function datasetCommand(session: Session): CommandUnknownOpts {
	const command = new Command("dataset")
		.helpCommand("help [command]", "print the help of a command")
		.summary("pack, check, measure, rebalance and make datasets")
		.description(DESCRIPTION);
	for (const make of [
		datasetPackCommand,
		datasetCheckCommand,
		datasetStatsCommand,
		datasetRebalanceCommand,
		datasetHeadsCommand,
		datasetLatentsCommand,
	]) {
		command.addCommand(make(session));
	}
	return command as CommandUnknownOpts;
}
