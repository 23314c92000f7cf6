/** `triplane dataset stats`: where the cameras stand. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { parseBins, pivotOption, sourceArgument } from "../dataset/options.ts";
import { jsonOption, quietOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Counts where the cameras of a dataset stand: yaw and pitch as true angles and as published parameters, radius, " +
	"field of view. The picture shows their histograms; histograms as numbers are in its record and in --json.";

const BINS = 40;

export function datasetStatsCommand(session: Session): CommandUnknownOpts {
	const command = new Command("stats")
		.summary("where the cameras of a dataset stand")
		.description(DESCRIPTION)
		.addArgument(sourceArgument())
		.option("--out <file>", "a PNG to draw histograms into, with a record beside it")
		.option("--bins <n>", "bins of a histogram", parseBins, BINS)
		.addOption(pivotOption())
		.option("--mirror", "count every camera mirrored, too, as training with mirrored images does")
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (source, options) => {
			const { runStats } = await import("../dataset/stats.ts");
			await runStats(source, options, session);
		});
	return command as CommandUnknownOpts;
}
