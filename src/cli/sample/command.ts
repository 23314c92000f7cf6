/** `triplane sample` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { SAMPLE } from "./options.ts";

export function sampleCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "sample",
		description:
			"Makes people from seeds: for each seed one image (seed0000.png, …) with the views side by side, one " +
			"row per pitch and one column per yaw, and a record (seed0000.json) that says how to make it again. " +
			"The same seeds give the same people as the published scripts.",
		fields: SAMPLE,
		examples: [
			"sample --seeds 0-3 --outdir out/people",
			"sample --network ffhq512-128.pkl --seeds 0 --true-yaw -45,0,45 --outdir out/people",
		],
		run: async (options) => {
			const { runSample } = await import("./run.ts");
			await runSample(options, session);
		},
	});
}
