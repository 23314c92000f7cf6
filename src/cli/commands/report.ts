/** `triplane report`: every experiment of the report as one page. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { networksOption, parseHeads } from "../options/experiments.ts";
import { parseInteger } from "../options/numbers.ts";
import { nrrOption, sampleMultOption, truncCutoffOption, truncOption } from "../options/rendering.ts";
import { parseSeeds } from "../options/seeds.ts";
import {
	allowLargeOption,
	allowUnusedOption,
	deviceOption,
	jsonOption,
	likeOption,
	networkCfgOption,
	precisionOption,
	quietOption,
	rendererOption,
	threadsOption,
} from "../options/shared.ts";
import { REPORT_SEEDS } from "../report/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Runs angles, volume, sweep, mesh, eyes and video for one or several networks and puts them together as one HTML page " +
	"that holds everything and loads nothing: figures, plots, meshes that can be turned, and every claim of the student " +
	"report with what was measured and a verdict computed from it. The files of each command stand in folders beside the " +
	"page. What the verdicts mean: docs/experiments.md.";

export function reportCommand(session: Session): CommandUnknownOpts {
	const command = new Command("report")
		.summary("all experiments as one page, claim by claim")
		.description(DESCRIPTION)
		.addOption(networksOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.addOption(
			new Option("--seeds <list>", "people that are shown: the first one's volume, the last one's sweep")
				.argParser(parseSeeds)
				.default<number[]>([...REPORT_SEEDS], REPORT_SEEDS.join(",")),
		)
		.requiredOption("--out <folder>", "where to write; made if need be")
		.option("--quick", "fewer people, poses, steps and frames: for a first look")
		.addOption(
			new Option(
				"--differ <what>",
				"what two networks differ in while all else is alike; without it no cause is tested",
			).choices(["poses", "gaze"] as const),
		)
		.addOption(truncOption())
		.addOption(truncCutoffOption())
		.optionsGroup("Numbers:")
		.option("--stat-seeds <list>", "people that statistics are about (default: 0-15, with --quick 0-5)", parseSeeds)
		.option("--people <n>", "people of the birthday test (default: 300, with --quick 60)", parsePeople)
		.option("--shape-res <n>", "voxels along each side of the box (default: 192, with --quick 96)", parseResolution)
		.option("--reader <n>", "as in eyes: reads gazes, for networks of synthetic heads", parseHeads, 0)
		.optionsGroup("Rendering:")
		.addOption(nrrOption())
		.addOption(sampleMultOption())
		.optionsGroup("Output:")
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runReport } = await import("../report/run.ts");
			await runReport(options, session);
		});
	return command as CommandUnknownOpts;
}

function parsePeople(text: string): number {
	return parseInteger(text, { least: 3, most: 20_000 });
}

function parseResolution(text: string): number {
	return parseInteger(text, { least: 8, most: 512 });
}
