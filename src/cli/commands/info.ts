/** `triplane info`: what a network file holds. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { INFO } from "../info/options.ts";
import { NETWORK_OPERAND, withOperand } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION = "Tells what a network file holds: networks, parameters, sizes, rendering options, training set.";

export function infoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "info",
		summary: "what a network file holds",
		description: DESCRIPTION,
		fields: INFO,
		operands: [NETWORK_OPERAND],
		examples: ["info heads", "info ffhq512-128.pkl --json"],
		run: async (options, { operands: [operand], said }) => {
			const { runInfo } = await import("../info/run.ts");
			await runInfo(withOperand("info", options, said, operand), session);
		},
	});
}
