/** `triplane dataset latents`: who the synthetic people of a dataset are, as latents. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { GAZE_MODES } from "../../heads/gaze.ts";
import { POSE_SETS } from "../../heads/poses.ts";
import { parseInteger } from "../options/numbers.ts";
import { parseSeed } from "../options/seeds.ts";
import { jsonOption, quietOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Says who the people of 'dataset heads' are, in latents as generators take them: for each portrait one z, made of " +
	"shape, colours, hair, things worn, light, backdrop and, with --gaze free, the gaze; nothing of the camera. " +
	"'train --latents' teaches a generator with them. Give the same options as to 'dataset heads'.";

export function datasetLatentsCommand(session: Session): CommandUnknownOpts {
	const command = new Command("latents")
		.summary("latents of synthetic people")
		.description(DESCRIPTION)
		.requiredOption("--out <safetensors>", "the file to write: 'z' [count, zDim]")
		.addOption(
			new Option("--poses <set>", "of the portraits; latents do not depend on it")
				.choices(POSE_SETS)
				.default("rebalanced" as const),
		)
		.addOption(
			new Option("--gaze <mode>", "free gazes are part of the latents").choices(GAZE_MODES).default("camera" as const),
		)
		.option("--count <n>", "portraits", (text) => parseInteger(text, { least: 2, most: 10_000_000 }), 10_000)
		.option("--z-dim <n>", "numbers of a latent", (text) => parseInteger(text, { least: 1, most: 4096 }), 128)
		.option("--seed <n>", "who the people are", parseSeed, 0)
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (options) => {
			const { runLatents } = await import("../dataset/latents.ts");
			await runLatents(options, session);
		});
	return command as CommandUnknownOpts;
}
