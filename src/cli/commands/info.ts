/** `triplane info`: what a network file holds. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { jsonOption, likeOption, networkCfgOption, networkOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

export function infoCommand(session: Session): CommandUnknownOpts {
	const command = new Command("info")
		.summary("what a network file holds")
		.description("Tells what a network file holds: networks, parameters, sizes, rendering options, training set.")
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(jsonOption())
		.action(async (options) => {
			const { runInfo } = await import("../info/run.ts");
			await runInfo(options, session);
		});
	return command as CommandUnknownOpts;
}
