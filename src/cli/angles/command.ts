/** `triplane angles` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { ANGLES_COMMAND } from "./options.ts";

export function anglesCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "angles",
		description:
			"Looks at people from all sides: a labelled sheet per network and seed with one row per pitch and one column per yaw, " +
			"a sheet that shows why dark pixels are dark (nothing hit, or hit but dark), and with --stat-seeds the numbers over " +
			"many people, as curves over true yaw with confidence intervals for networks side by side. What is measured and " +
			"how: docs/experiments.md.",
		fields: ANGLES_COMMAND,
		examples: ["angles --seeds 0-3 --stat-seeds 0-31 --outdir out/angles"],
		run: async (options) => {
			const { runAngles } = await import("./run.ts");
			await runAngles(options, session);
		},
	});
}
