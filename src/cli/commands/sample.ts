/** `triplane sample`: people from seeds, as the published gen_samples script makes them. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { cameraListOption, camerasOption } from "../options/camera-file.ts";
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
import { depthFormatOption, formatOption, outputsOption } from "../options/outputs.ts";
import { seedsOption, wsOption } from "../options/people.ts";
import { rayLimitsOption } from "../options/ray-limits.ts";
import {
	nrrOption,
	publishedRawOption,
	sampleMultOption,
	truncCutoffOption,
	truncOption,
} from "../options/rendering.ts";
import { parseSeed } from "../options/seeds.ts";
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
		.addOption(allowLargeOption())
		.addOption(seedsOption())
		.addOption(wsOption())
		.requiredOption("--outdir <folder>", "where to write; made if need be")
		.addOption(truncOption())
		.addOption(truncCutoffOption())
		.addOption(editOption())
		.addOption(directionsOption())
		.addOption(mixOption())
		.optionsGroup("Cameras:")
		.addOption(yawOption())
		.addOption(pitchOption())
		.addOption(trueYawOption())
		.addOption(truePitchOption())
		.addOption(camerasOption("instead of angles"))
		.addOption(cameraListOption())
		.addOption(fovOption())
		.addOption(publishedZoomOption())
		.addOption(radiusOption())
		.addOption(pivotOption())
		.optionsGroup("Rendering:")
		.addOption(nrrOption())
		.addOption(sampleMultOption())
		.addOption(rayLimitsOption())
		.addOption(jitterOption())
		.option("--jitter-seed <seed>", "seed of the jitter", parseSeed, SAMPLE_DEFAULTS.jitterSeed)
		.addOption(noiseModeOption())
		.option("--noise-seed <seed>", "seed of --noise-mode random", parseSeed, SAMPLE_DEFAULTS.noiseSeed)
		.option("--no-sr", "no super-resolution: the raw image only")
		.addOption(publishedRawOption())
		.optionsGroup("Output:")
		.addOption(outputsOption())
		.addOption(depthFormatOption())
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
