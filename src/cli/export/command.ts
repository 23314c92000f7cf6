/** `triplane export` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { EXPORT } from "./options.ts";

export function exportCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "export",
		description:
			"Writes a network for other programs: as one safetensors file with the official names and the " +
			"configuration in its metadata, or as ONNX graphs – mapping, backbone, renderer, super-resolution, " +
			"and one for a whole view – with a README of their inputs and outputs.",
		fields: EXPORT,
		examples: ["export --network ffhq.pkl --format safetensors --floats fp16 --out ffhq.safetensors"],
		run: async (options) => {
			const { runExport } = await import("./run.ts");
			await runExport(options, session);
		},
	});
}
