/** `triplane dataset latents`: who the synthetic people of a dataset are, as latents. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { LATENTS } from "../dataset/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Says who the people of 'dataset heads' are, in latents as generators take them: for each portrait one z, made of " +
	"shape, colours, hair, things worn, light, backdrop and, with --gaze free, the gaze; nothing of the camera. " +
	"'train --latents' teaches a generator with them. Give the same options as to 'dataset heads'.";

export function datasetLatentsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "latents",
		summary: "latents of synthetic people",
		description: DESCRIPTION,
		fields: LATENTS,
		examples: ["dataset latents --gaze free --count 5000 --z-dim 160 --out heads-latents.safetensors"],
		run: async (options) => {
			const { runLatents } = await import("../dataset/latents.ts");
			await runLatents(options, session);
		},
	});
}
