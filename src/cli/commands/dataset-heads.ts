/** `triplane dataset heads`: a dataset of synthetic people. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { GAZE_MODES } from "../../heads/gaze.ts";
import { POSE_SETS } from "../../heads/poses.ts";
import { parseInteger } from "../options/numbers.ts";
import { parseSeed } from "../options/seeds.ts";
import { jsonOption, quietOption, threadsOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Makes portraits of synthetic people, as many as you like, framed as FFHQ's crops, each with its camera: a dataset " +
	"that anyone may use, in which shape, pose and gaze are known. Sets of one seed show the same people in the same " +
	"order, whatever the poses, the gaze and the resolution. Equal options give equal bytes. A record is written beside " +
	"the archive.";

export function datasetHeadsCommand(session: Session): CommandUnknownOpts {
	const command = new Command("heads")
		.summary("a dataset of synthetic people")
		.description(DESCRIPTION)
		.requiredOption("--out <zip>", "the archive to write")
		.addOption(
			new Option("--poses <set>", "frontal is narrow, as photographs are; rebalanced is wide and even")
				.choices(POSE_SETS)
				.default("rebalanced" as const),
		)
		.addOption(
			new Option("--gaze <mode>", "camera: everyone looks into the lens; free: anywhere, whatever the camera does")
				.choices(GAZE_MODES)
				.default("camera" as const),
		)
		.option("--count <n>", "portraits", (text) => parseInteger(text, { least: 1, most: 10_000_000 }), 10_000)
		.option("--resolution <n>", "width and height", (text) => parseInteger(text, { least: 16, most: 2048 }), 128)
		.option("--seed <n>", "who the people are", parseSeed, 0)
		.addOption(
			new Option(
				"--truth <what>",
				"also write what is known: points (pose, gaze, landmarks, identity), or maps (depth, normals, parts, eyes) too",
			).choices(["points", "maps"] as const),
		)
		.addOption(threadsOption())
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (options) => {
			const { runHeads } = await import("../dataset/heads.ts");
			await runHeads(options, session);
		});
	return command as CommandUnknownOpts;
}
