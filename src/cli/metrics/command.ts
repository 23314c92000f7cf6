/** `triplane metrics` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { METRICS_COMMAND } from "./options.ts";

export function metricsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "metrics",
		description:
			"Measures a network against a dataset: distances between generated and real images over the features of a detector " +
			"that is given, or of a fixed random network (fd-random is no FID: compare it with the floor and the ceiling, and only " +
			"for equal counts); consistency of two views of a person; accuracy of poses and depth. Numbers come with 95 % " +
			"confidence intervals. docs/metrics.md says what each means.",
		fields: METRICS_COMMAND,
		examples: ["metrics --data heads:rebalanced,free,seed=2 --count 500 --bounds"],
		run: async (options) => {
			const { runMetrics } = await import("./run.ts");
			await runMetrics(options, session);
		},
	});
}
