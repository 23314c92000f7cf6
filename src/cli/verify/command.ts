/** `triplane verify` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { VERIFY } from "./options.ts";

export function verifyCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "verify",
		description:
			"Runs every stage of a network on the inputs and random numbers of a golden – a safetensors file with " +
			"every stage's output from the published PyTorch code – and compares. Exit code 1 when a tensor is " +
			"outside its tolerance.",
		fields: VERIFY,
		examples: ["verify --network ffhq512-128.pkl --golden golden.safetensors"],
		run: async (options) => {
			const { runVerify } = await import("./run.ts");
			await runVerify(options, session);
		},
	});
}
