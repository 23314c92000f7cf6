/** `triplane sample`: people from seeds, as the published gen_samples script makes them. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import {
	fovOption,
	pitchOption,
	pivotOption,
	publishedZoomOption,
	radiusOption,
	truePitchOption,
	trueYawOption,
	yawOption,
} from "../options/cameras.ts";
import { directionsOption, editOption, mixOption } from "../options/edits.ts";
import { parseInteger, parseNumber } from "../options/numbers.ts";
import { formatOption, outputsOption } from "../options/outputs.ts";
import { parseSeed, parseSeeds } from "../options/seeds.ts";
import {
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
import { SAMPLE_DEFAULTS } from "../sample/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Makes people from seeds: for each seed one image (seed0000.png, …) with the views side by side, one " +
	"row per pitch and one column per yaw, and a record (seed0000.json) that says how to make it again. " +
	"The same seeds give the same people as the published scripts.";

export function sampleCommand(session: Session): CommandUnknownOpts {
	const command = new Command("sample")
		.summary("images of people from seeds")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.requiredOption("--seeds <list>", "seeds and ranges, as in 0,2,5-9", parseSeeds)
		.requiredOption("--outdir <folder>", "where to write; made if need be")
		.option("--trunc <psi>", "truncation psi; 1 is none", parsePsi, SAMPLE_DEFAULTS.trunc)
		.option("--trunc-cutoff <n>", "how many leading ws truncation touches", parseCount, SAMPLE_DEFAULTS.truncCutoff)
		.addOption(editOption())
		.addOption(directionsOption())
		.addOption(mixOption())
		.optionsGroup("Cameras:")
		.addOption(yawOption())
		.addOption(pitchOption())
		.addOption(trueYawOption())
		.addOption(truePitchOption())
		.addOption(fovOption())
		.addOption(publishedZoomOption())
		.addOption(radiusOption())
		.addOption(pivotOption())
		.optionsGroup("Rendering:")
		.option("--nrr <n>", "rays per side of the raw image (default: the network's)", parseSide)
		.option("--sample-mult <x>", "multiplies the samples along each ray", parsePositive, SAMPLE_DEFAULTS.sampleMult)
		.addOption(jitterOption())
		.option("--jitter-seed <seed>", "seed of the jitter", parseSeed, SAMPLE_DEFAULTS.jitterSeed)
		.addOption(noiseModeOption())
		.option("--noise-seed <seed>", "seed of --noise-mode random", parseSeed, SAMPLE_DEFAULTS.noiseSeed)
		.option("--no-sr", "no super-resolution: the raw image only")
		.option(
			"--published-raw",
			"raw images as the published code leaves them: 2X and 4X super-resolution add to them in place",
		)
		.optionsGroup("Output:")
		.addOption(outputsOption())
		.addOption(formatOption())
		.option("--sheet", "also all people as one picture, people.png, a row each")
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runSample } = await import("../sample/run.ts");
			await runSample(options, session);
		});
	return command as CommandUnknownOpts;
}

function jitterOption(): Option<"--jitter <kind>", undefined, "seeded", undefined, false, "seeded" | "none"> {
	return new Option("--jitter <kind>", "where samples lie within their intervals: by chance, or in the middle")
		.choices(["seeded", "none"] as const)
		.default("seeded");
}

function noiseModeOption(): Option<
	"--noise-mode <mode>",
	undefined,
	"const",
	undefined,
	false,
	"const" | "random" | "none"
> {
	return new Option("--noise-mode <mode>", "per-pixel noise of the backbone; const is the network's own")
		.choices(["const", "random", "none"] as const)
		.default("const");
}

function parsePsi(text: string): number {
	return parseNumber(text, { least: -1000, most: 1000 });
}

function parsePositive(text: string): number {
	return parseNumber(text, { above: 0, most: 64 });
}

function parseCount(text: string): number {
	return parseInteger(text, { least: 0, most: 1024 });
}

function parseSide(text: string): number {
	return parseInteger(text, { least: 1, most: 4096 });
}
