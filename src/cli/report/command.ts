/** `triplane report` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { REPORT } from "./options.ts";

export function reportCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "report",
		description:
			"Runs angles, volume, sweep, mesh, eyes and video for one or several networks and puts them together as one HTML page " +
			"that holds everything and loads nothing: figures, plots, meshes that can be turned, and every claim of the student " +
			"report with what was measured and a verdict computed from it. The files of each command stand in folders beside the " +
			"page. What the verdicts mean: docs/experiments.md.",
		fields: REPORT,
		examples: ["report --network frontal.pkl,rebalanced.pkl --differ poses --outdir out/report"],
		run: async (options) => {
			const { runReport } = await import("./run.ts");
			await runReport(options, session);
		},
	});
}
