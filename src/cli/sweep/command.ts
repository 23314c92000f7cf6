/** `triplane sweep` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { SWEEP, sweepOptions } from "./options.ts";

export function sweepCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "sweep",
		description:
			"Changes one person step by step: single entries of z, w or w+, with random directions as control; principal " +
			"components of w over many people, which it saves for 'sample --edit'; layers of other people. Says how far each step " +
			"goes on the sphere of latents, in w and in the image, beside how far apart two people are. With --people it estimates " +
			"how many distinct people there are. What is measured and how: docs/experiments.md.",
		fields: SWEEP,
		examples: ["sweep --seed 4 --space w --entries none --components 5 --outdir out/sweep"],
		run: async (options) => {
			const { runSweep } = await import("./run.ts");
			await runSweep(sweepOptions(options), session);
		},
	});
}
