/** `triplane view`: the viewer in the browser. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { NETWORK_OPERAND, withOperand } from "../options/shared.ts";
import type { Session } from "../session.ts";
import { VIEW } from "../view/options.ts";

const DESCRIPTION =
	"Opens a page where a network's people are turned by hand. Everything is computed in the browser, on its " +
	"GPU through WebGPU or on the CPU; this command only hands out the page and the networks, to this machine " +
	"unless --host says otherwise. Ctrl-C ends it.";

export function viewCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "view",
		summary: "turn people by hand, in the browser",
		description: DESCRIPTION,
		fields: VIEW,
		operands: [NETWORK_OPERAND],
		examples: ["view", "view ffhq512-128.pkl --device webgpu"],
		run: async (options, { operands: [operand], said }) => {
			const { runView } = await import("../view/run.ts");
			await runView(withOperand("view", options, said, operand), session);
		},
	});
}
