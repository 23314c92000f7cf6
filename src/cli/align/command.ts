/** `triplane align` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { ALIGN, PHOTOGRAPHS } from "./options.ts";

export function alignCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "align",
		description:
			"Finds faces in photographs and crops them as a network's training pictures are cropped, without rotation, each " +
			"with the camera that it was seen by. Writes crops with their dataset.json (crops/), what was found drawn over each crop " +
			"(overlays/), and a record (align.json). Exit code 1 where a photograph gave no face. Nothing leaves this machine.",
		fields: ALIGN,
		operands: [PHOTOGRAPHS],
		examples: ["align photograph.jpg --outdir out/aligned", "align photographs/*.jpg --face all --outdir out/aligned"],
		run: async (options, { operands }) => {
			const { runAlign } = await import("./run.ts");
			await runAlign(
				operands.filter((path) => path !== undefined),
				options,
				session,
			);
		},
	});
}
