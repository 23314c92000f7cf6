/** `triplane video`: people that turn and change, as the published gen_videos script makes them. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { VIDEO } from "../video/options.ts";

const DESCRIPTION =
	"Makes a video of people from seeds, seen by a camera on a path. Several seeds are keyframes of a walk through w " +
	"that comes back to the first; with --grid several people are shown side by side, each with its own keyframes. The " +
	"name of --out says what is written: .mp4, .gif, .webp, or a folder of PNG pictures for a name without ending. " +
	"Beside it: a record (.json) that says how to make it again, and the cameras of all frames (.trajectory.json).";

export function videoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "video",
		summary: "turning and changing people, as MP4, GIF, WebP or pictures",
		description: DESCRIPTION,
		fields: VIDEO,
		examples: ["video --seeds 0 --path 360 --out out/turning.mp4", "video --seeds 0-7 --grid 2x2 --out out/people.mp4"],
		run: async (options) => {
			const { runVideo } = await import("../video/run.ts");
			await runVideo(options, session);
		},
	});
}
