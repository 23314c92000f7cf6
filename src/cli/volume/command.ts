/** `triplane volume` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { VOLUME } from "./options.ts";

export function volumeCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "volume",
		description:
			"Takes one view of one person apart: slices of density and colour at fixed depths and what they add up to; sigma, light " +
			"left and light stopped along the rays of picked pixels; cross-sections of the volume; maps of opacity, depth and " +
			"normals; and an animation. With --as-published the report's own panels beside them. What is shown and how: " +
			"docs/experiments.md.",
		fields: VOLUME,
		examples: ["volume --seed 1 --animate slices --outdir out/volume"],
		run: async (options) => {
			const { runVolume } = await import("./run.ts");
			await runVolume(options, session);
		},
	});
}
