/** `triplane eyes` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { EYES } from "./options.ts";

export function eyesCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "eyes",
		description:
			"Finds people's eyes in a frontal picture and measures two things over many people: how deep the iris lies against " +
			"the white and the rim of the eye, at several levels of sigma – are the sockets hollow? – and how the apparent gaze " +
			"turns with the camera, slope 1 for eyes locked to it and 0 for eyes fixed in the head. --control measures synthetic " +
			"heads, whose eyes are known, in the same way. What is measured and how: docs/meshes-and-video.md.",
		fields: EYES,
		examples: ["eyes --seeds 0-63 --outdir out/eyes"],
		run: async (options) => {
			const { runEyes } = await import("./run.ts");
			await runEyes(options, session);
		},
	});
}
