/** `triplane init` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { INIT } from "./options.ts";

export function initCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "init",
		description:
			"Writes a network of random weights in a named configuration, for benchmarks and as a start for " +
			"training. The same seed gives the same file.",
		fields: INIT,
		examples: ["init --cfg small128 --seed 2 --out small.safetensors"],
		run: async (options) => {
			const { runInit } = await import("./run.ts");
			await runInit(options, session);
		},
	});
}
