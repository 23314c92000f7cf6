/** `triplane view` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { NETWORK_OPERAND, withOperand } from "../options/shared.ts";
import type { Session } from "../session.ts";
import { VIEW } from "./options.ts";

export function viewCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "view",
		description:
			"Opens a page where a network's people are turned by hand. Everything is computed in the browser, on its " +
			"GPU through WebGPU or on the CPU; this command only hands out the page and the networks, to this machine " +
			"unless --host says otherwise. Ctrl-C ends it.",
		fields: VIEW,
		operands: [NETWORK_OPERAND],
		examples: ["view", "view ffhq512-128.pkl --device webgpu"],
		run: async (options, { operands: [operand], said }) => {
			const { runView } = await import("./run.ts");
			await runView(withOperand("view", options, said, operand), session);
		},
	});
}
