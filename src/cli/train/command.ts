/** `triplane train` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { TRAIN } from "./options.ts";

export function trainCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "train",
		description:
			"Trains a network on images and their cameras, from random weights (--cfg) or from a network (--resume). Every run " +
			"has a folder of its own in --outdir: resolved options, statistics (stats.jsonl), pictures (fakes*.png), networks " +
			"(network-snapshot-*.safetensors), and the state to continue from. Ctrl-C saves and stops; --resume with the run's " +
			"folder goes on as if it had never stopped.",
		fields: TRAIN,
		examples: [
			"train --outdir runs --cfg small128 --data faces.zip --kimg 1000",
			"train --resume runs/00000-small128-faces-batch8-gamma0.41",
		],
		run: async (options, { said }) => {
			const { runTrain } = await import("./run.ts");
			await runTrain({ options, said }, session);
		},
	});
}
