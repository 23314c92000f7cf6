/** `triplane verify`: how close we are to the published PyTorch code. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { VERIFY } from "../verify/options.ts";

const DESCRIPTION =
	"Runs every stage of a network on the inputs and random numbers of a golden – a safetensors file with " +
	"every stage's output from the published PyTorch code – and compares. Exit code 1 when a tensor is " +
	"outside its tolerance.";

export function verifyCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "verify",
		summary: "compare with numbers of the published code",
		description: DESCRIPTION,
		fields: VERIFY,
		examples: ["verify --network ffhq512-128.pkl --golden golden.safetensors"],
		run: async (options) => {
			const { runVerify } = await import("../verify/run.ts");
			await runVerify(options, session);
		},
	});
}
