/** `triplane export`: networks for other programs. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { EXPORT } from "../export/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Writes a network for other programs: as one safetensors file with the official names and the " +
	"configuration in its metadata, or as ONNX graphs – mapping, backbone, renderer, super-resolution, " +
	"and one for a whole view – with a README of their inputs and outputs.";

export function exportCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "export",
		summary: "a network as safetensors or ONNX",
		description: DESCRIPTION,
		fields: EXPORT,
		examples: ["export --network ffhq.pkl --format safetensors --floats fp16 --out ffhq.safetensors"],
		run: async (options) => {
			const { runExport } = await import("../export/run.ts");
			await runExport(options, session);
		},
	});
}
