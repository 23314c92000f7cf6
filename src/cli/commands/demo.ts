/** `triplane demo`: the first thing to try – people from the embedded network. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { deviceOption, jsonOption, rendererOption, threadsOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Runs 'sample' on the embedded network – six people, five views each –, then 'video' and 'mesh' for a turning video and " +
	"a coloured mesh of the first, and says what it wrote and where.";

export function demoCommand(session: Session): CommandUnknownOpts {
	const command = new Command("demo")
		.summary("try it: people from the embedded network")
		.description(DESCRIPTION)
		.option("--outdir <folder>", "where to write", "out/demo")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(jsonOption())
		.action(async (options) => {
			const { runDemo } = await import("../sample/demo.ts");
			await runDemo(options, session);
		});
	return command as CommandUnknownOpts;
}
