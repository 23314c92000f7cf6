/** `triplane eyes`: hollow sockets and gazes that follow the camera (experiment E4 of the report). */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { EYES_DEFAULTS } from "../eyes/options.ts";
import { parseLevelOrAuto } from "../mesh/options.ts";
import { outdirOption, parseHeads } from "../options/experiments.ts";
import { parseInteger, parseNumberList } from "../options/numbers.ts";
import { sampleMultOption, truncCutoffOption, truncOption } from "../options/rendering.ts";
import { parseSeeds } from "../options/seeds.ts";
import {
	allowLargeOption,
	allowUnusedOption,
	deviceOption,
	jsonOption,
	likeOption,
	networkCfgOption,
	networkOption,
	precisionOption,
	quietOption,
	rendererOption,
	threadsOption,
} from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Finds people's eyes in a frontal picture and measures two things over many people: how deep the iris lies against " +
	"the white and the rim of the eye, at several levels of sigma – are the sockets hollow? – and how the apparent gaze " +
	"turns with the camera, slope 1 for eyes locked to it and 0 for eyes fixed in the head. --control measures synthetic " +
	"heads, whose eyes are known, in the same way. What is measured and how: docs/meshes-and-video.md.";

export function eyesCommand(session: Session): CommandUnknownOpts {
	const command = new Command("eyes")
		.summary("hollow sockets, and gazes that follow the camera, with numbers")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.option("--seeds <list>", "people of the network, as in 0,2,5-9; none without it", parseSeeds, [])
		.addOption(outdirOption())
		.addOption(truncOption())
		.addOption(truncCutoffOption())
		.optionsGroup("Measures:")
		.option("--levels <list>", "levels of sigma at which sockets are measured", parseLevels, EYES_DEFAULTS.levels)
		.option("--yaws <list>", "true yaws of the cameras, degrees", parseYaws, EYES_DEFAULTS.yaws)
		.addOption(sampleMultOption())
		.option("--control <n>", "also so many synthetic heads of each kind of gaze", parseHeads, EYES_DEFAULTS.control)
		.option(
			"--reader <n>",
			"also read gazes from whole pictures, by a regression fitted to so many synthetic heads: for small networks of such heads",
			parseHeads,
			EYES_DEFAULTS.reader,
		)
		.optionsGroup("Set of eye regions:")
		.option("--dataset", "also a mesh, pictures and poses of each person's eyes")
		.option("--shape-res <n>", "voxels along each side of the whole box", parseResolution, EYES_DEFAULTS.shapeRes)
		.addOption(levelOption())
		.option("--size <n>", "pixels of a side of its pictures", parseSize, EYES_DEFAULTS.size)
		.optionsGroup("Output:")
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runEyes } = await import("../eyes/run.ts");
			await runEyes(options, session);
		});
	return command as CommandUnknownOpts;
}

function levelOption(): Option<"--level <sigma>", undefined, number | "auto", number | "auto"> {
	return new Option("--level <sigma>", "value of sigma at the surface of the meshes, or 'auto'")
		.argParser(parseLevelOrAuto)
		.default<number | "auto">(EYES_DEFAULTS.level);
}

function parseLevels(text: string): number[] {
	return parseNumberList(text, { least: -1e6, most: 1e6, longest: 32 }).sort((a, b) => a - b);
}

function parseYaws(text: string): number[] {
	return parseNumberList(text, { least: -90, most: 90, longest: 64 }).sort((a, b) => a - b);
}

function parseResolution(text: string): number {
	return parseInteger(text, { least: 2, most: 2048 });
}

function parseSize(text: string): number {
	return parseInteger(text, { least: 16, most: 1024 });
}
