/** `triplane dataset rebalance`: rare yaws more often. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { REBALANCE, SOURCE } from "../dataset/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Flattens the distribution of yaw by repetition: images of rare yaws are given again until every bin is as full as " +
	"the fullest one, or every image of it was given as often as the cap allows. Into a zip, with copies, which any " +
	"trainer understands; or into a dataset.json that lists labels again, which this one does.";

export function datasetRebalanceCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "rebalance",
		summary: "flatten the distribution of yaw by repetition",
		description: DESCRIPTION,
		fields: REBALANCE,
		operands: [SOURCE, { name: "<out>", help: "a zip archive, or a dataset.json to take the place of the source's" }],
		examples: ["dataset rebalance faces.zip balanced.zip --cap 4"],
		run: async (options, { operands: [source = "", out = ""] }) => {
			const { runRebalance } = await import("../dataset/rebalance.ts");
			await runRebalance(source, out, options, session);
		},
	});
}
