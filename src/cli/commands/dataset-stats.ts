/** `triplane dataset stats`: where the cameras stand. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { SOURCE, STATS } from "../dataset/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Counts where the cameras of a dataset stand: yaw and pitch as true angles and as published parameters, radius, " +
	"field of view. The picture shows their histograms; histograms as numbers are in its record and in --json.";

export function datasetStatsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "stats",
		summary: "where the cameras of a dataset stand",
		description: DESCRIPTION,
		fields: STATS,
		operands: [SOURCE],
		examples: ["dataset stats faces.zip --out poses.png"],
		run: async (options, { operands: [source = ""] }) => {
			const { runStats } = await import("../dataset/stats.ts");
			await runStats(source, options, session);
		},
	});
}
