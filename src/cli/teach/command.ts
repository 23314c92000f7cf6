/** `triplane teach` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { TEACH } from "./options.ts";

export function teachCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "teach",
		description:
			"Teaches a generator from synthetic people, whose geometry and colours are known: first the mapping learns " +
			"their traits, then the planes learn points of their surfaces, then rays. Every z of the generator then stands for a person that is known. There is " +
			"no discriminator; 'train --resume' goes on with one. Each run has a folder in --outdir with its state, networks, " +
			"statistics, and sheets of what the generator makes of people it was never shown, beside the truth.",
		fields: TEACH,
		examples: [
			"teach --outdir runs --people heads:rebalanced,seed=1 --kimg 200",
			"teach --resume runs/00000-heads128-heads_rebalanced_seed_1-batch8",
		],
		run: async (options, { said }) => {
			const { runTeach } = await import("./run.ts");
			await runTeach(options, said, session);
		},
	});
}
