/** `triplane info` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { NETWORK_OPERAND, withOperand } from "../options/shared.ts";
import type { Session } from "../session.ts";
import { INFO } from "./options.ts";

export function infoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "info",
		description: "Tells what a network file holds: networks, parameters, sizes, rendering options, training set.",
		fields: INFO,
		operands: [NETWORK_OPERAND],
		examples: ["info heads", "info ffhq512-128.pkl --json"],
		run: async (options, { operands: [operand], said }) => {
			const { runInfo } = await import("./run.ts");
			await runInfo(withOperand("info", options, said, operand), session);
		},
	});
}
