/** `triplane dataset rebalance`: rare yaws more often. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { parseBins, parseCap, pivotOption, sourceArgument } from "../dataset/options.ts";
import { jsonOption, quietOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Flattens the distribution of yaw by repetition: images of rare yaws are given again until every bin is as full as " +
	"the fullest one, or every image of it was given as often as the cap allows. Into a zip, with copies, which any " +
	"trainer understands; or into a dataset.json that lists labels again, which this one does.";

const BINS = 20;
const CAP = 8;

export function datasetRebalanceCommand(session: Session): CommandUnknownOpts {
	const command = new Command("rebalance")
		.summary("flatten the distribution of yaw by repetition")
		.description(DESCRIPTION)
		.addArgument(sourceArgument())
		.argument("<out>", "a zip archive, or a dataset.json to take the place of the source's")
		.option("--bins <n>", "bins of yaw, from the smallest to the largest", parseBins, BINS)
		.option("--cap <n>", "how often an image is given at most", parseCap, CAP)
		.addOption(
			new Option("--by <yaw>", "which yaw is flattened")
				.choices(["true-yaw", "published-yaw"] as const)
				.default("true-yaw" as const),
		)
		.option("--absolute", "do not tell left from right, for training with mirrored images")
		.addOption(pivotOption())
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (source, out, options) => {
			const { runRebalance } = await import("../dataset/rebalance.ts");
			await runRebalance(source, out, options, session);
		});
	return command as CommandUnknownOpts;
}
