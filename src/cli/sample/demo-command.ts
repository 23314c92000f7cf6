/** `triplane demo` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { DEMO } from "./demo-options.ts";

export function demoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "demo",
		description:
			"Runs 'sample' on the embedded network – six people, five views each –, then 'video' and 'mesh' for a turning video and " +
			"a coloured mesh of the first, and says what it wrote and where.",
		fields: DEMO,
		examples: ["demo --outdir out/demo"],
		run: async (options) => {
			const { runDemo } = await import("./demo.ts");
			await runDemo(options, session);
		},
	});
}
