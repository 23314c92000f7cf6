/** `triplane dataset heads`: a dataset of synthetic people. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { HEADS } from "../dataset/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Makes portraits of synthetic people, as many as you like, framed as FFHQ's crops, each with its camera: a dataset " +
	"that anyone may use, in which shape, pose and gaze are known. Sets of one seed show the same people in the same " +
	"order, whatever the poses, the gaze and the resolution. Equal options give equal bytes. A record is written beside " +
	"the archive.";

export function datasetHeadsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "heads",
		summary: "a dataset of synthetic people",
		description: DESCRIPTION,
		fields: HEADS,
		examples: ["dataset heads --poses rebalanced --gaze free --count 5000 --out heads.zip"],
		run: async (options) => {
			const { runHeads } = await import("../dataset/heads.ts");
			await runHeads(options, session);
		},
	});
}
