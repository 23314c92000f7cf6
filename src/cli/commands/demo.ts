/** `triplane demo`: the first thing to try – people from the embedded network. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { DEMO } from "../sample/demo-options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Runs 'sample' on the embedded network – six people, five views each –, then 'video' and 'mesh' for a turning video and " +
	"a coloured mesh of the first, and says what it wrote and where.";

export function demoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "demo",
		summary: "try it: people from the embedded network",
		description: DESCRIPTION,
		fields: DEMO,
		examples: ["demo --outdir out/demo"],
		run: async (options) => {
			const { runDemo } = await import("../sample/demo.ts");
			await runDemo(options, session);
		},
	});
}
