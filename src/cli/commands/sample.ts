/** `triplane sample`: people from seeds, as the published gen_samples script makes them. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { SAMPLE } from "../sample/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Makes people from seeds: for each seed one image (seed0000.png, …) with the views side by side, one " +
	"row per pitch and one column per yaw, and a record (seed0000.json) that says how to make it again. " +
	"The same seeds give the same people as the published scripts.";

export function sampleCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "sample",
		summary: "images of people from seeds",
		description: DESCRIPTION,
		fields: SAMPLE,
		examples: [
			"sample --seeds 0-3 --outdir out/people",
			"sample --network ffhq512-128.pkl --seeds 0 --true-yaw -45,0,45 --outdir out/people",
		],
		run: async (options) => {
			const { runSample } = await import("../sample/run.ts");
			await runSample(options, session);
		},
	});
}
