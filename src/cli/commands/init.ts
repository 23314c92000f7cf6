/** `triplane init`: a network of random weights, for benchmarks and as a start for training. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { INIT } from "../init/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Writes a network of random weights in a named configuration, for benchmarks and as a start for " +
	"training. The same seed gives the same file.";

export function initCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "init",
		summary: "a network of random weights",
		description: DESCRIPTION,
		fields: INIT,
		examples: ["init --cfg small128 --seed 2 --out small.safetensors"],
		run: async (options) => {
			const { runInit } = await import("../init/run.ts");
			await runInit(options, session);
		},
	});
}
