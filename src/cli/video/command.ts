/** `triplane video` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { VIDEO } from "./options.ts";

export function videoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "video",
		description:
			"Makes a video of people from seeds, seen by a camera on a path. Several seeds are keyframes of a walk through w " +
			"that comes back to the first; with --grid several people are shown side by side, each with its own keyframes. The " +
			"name of --out says what is written: .mp4, .gif, .webp, or a folder of PNG pictures for a name without ending. " +
			"Beside it: a record (.json) that says how to make it again, and the cameras of all frames (.trajectory.json).",
		fields: VIDEO,
		examples: ["video --seeds 0 --path 360 --out out/turning.mp4", "video --seeds 0-7 --grid 2x2 --out out/people.mp4"],
		run: async (options) => {
			const { runVideo } = await import("./run.ts");
			await runVideo(options, session);
		},
	});
}
