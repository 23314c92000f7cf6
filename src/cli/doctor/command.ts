/** `triplane doctor` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { SAID } from "../options/shared.ts";
import type { Session } from "../session.ts";

export function doctorCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "doctor",
		description:
			"Tries what Triplane needs on this machine – Node, ONNX Runtime and each of its devices, WebAssembly, " +
			"worker threads, image writing – and says what is missing. Exit code 1 when Triplane cannot run here.",
		fields: { json: SAID.json },
		examples: ["doctor"],
		run: async (options) => {
			const { runDoctor } = await import("./run.ts");
			await runDoctor(options, session);
		},
	});
}
