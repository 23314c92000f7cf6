/** `triplane angles`: what becomes of people at steep angles (experiment E1 of the report). */

import { Command, type CommandUnknownOpts, type Option } from "@commander-js/extra-typings";
import { MEASURE_DEFAULTS } from "../../analysis/angles/view-measures.ts";
import { ANGLE_RANGE } from "../angles/options.ts";
import {
	parseAngleRange,
	parseAngles,
	parsePitch,
	parseTrueYaw,
	parseYaw,
	TRUE_ANGLE_OPTIONS,
} from "../options/angles.ts";
import { cameraListOption, camerasOption } from "../options/camera-file.ts";
import {
	fovOption,
	pitchOption,
	pivotOption,
	radiusOption,
	truePitchOption,
	trueYawOption,
	yawOption,
} from "../options/cameras.ts";
import { networksOption, outdirOption, rangeOption } from "../options/experiments.ts";
import { parseInteger, parseNumber } from "../options/numbers.ts";
import { seedsOption, wsOption } from "../options/people.ts";
import { rayLimitsOption } from "../options/ray-limits.ts";
import { nrrOption, sampleMultOption, truncCutoffOption, truncOption } from "../options/rendering.ts";
import { parseSeed, parseSeeds } from "../options/seeds.ts";
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
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Looks at people from all sides: a labelled sheet per network and seed with one row per pitch and one column per yaw, " +
	"a sheet that shows why dark pixels are dark (nothing hit, or hit but dark), and with --stat-seeds the numbers over " +
	"many people, as curves over true yaw with confidence intervals for networks side by side. What is measured and " +
	"how: docs/experiments.md.";

const CURVE_YAWS = [-90, -75, -60, -45, -30, -15, 0, 15, 30, 45, 60, 75, 90];

export function anglesCommand(session: Session): CommandUnknownOpts {
	const command = new Command("angles")
		.summary("people at steep angles, with numbers")
		.description(DESCRIPTION)
		.addOption(networksOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.addOption(replaced(seedsOption(), "seeds whose sheets are drawn, as in 0,2,5-9"))
		.addOption(wsOption())
		.addOption(outdirOption())
		.addOption(truncOption())
		.addOption(truncCutoffOption())
		.optionsGroup("Poses:")
		.option("--rows <n>", "pitches of the grid", parseSide, 5)
		.option("--columns <n>", "yaws of the grid", parseSide, 5)
		.addOption(
			rangeOption("--yaw-range <from,to>", "of the yaws, published parametrisation", ANGLE_RANGE, parseYawRange),
		)
		.addOption(
			rangeOption("--pitch-range <from,to>", "of the pitches, published parametrisation", ANGLE_RANGE, parsePitchRange),
		)
		.addOption(replaced(yawOption(), "instead of --columns and --yaw-range: yaws in the published parametrisation"))
		.addOption(replaced(pitchOption(), "instead of --rows and --pitch-range: pitches in the published parametrisation"))
		.addOption(trueYawOption())
		.addOption(truePitchOption())
		.addOption(camerasOption("instead of the grid"))
		.addOption(cameraListOption())
		.addOption(fovOption())
		.addOption(radiusOption())
		.addOption(pivotOption())
		.optionsGroup("Numbers:")
		.option("--stat-seeds <list>", "seeds that the statistics are about; none without it", parseSeeds)
		.option("--curve-yaws <list>", "true yaws of the curves, degrees", parseYaws, CURVE_YAWS)
		.option("--dark <luma>", "a pixel is dark below this luma, 0 to 1", parseShare, MEASURE_DEFAULTS.darkLuma)
		.option(
			"--head-radius <share>",
			"the head lies in a sphere of this radius, in sides of the box",
			parseShare,
			MEASURE_DEFAULTS.headRadius,
		)
		.option(
			"--ear-line <z>",
			"the back of the head begins behind this z, in sides of the box",
			parseEarLine,
			MEASURE_DEFAULTS.earLine,
		)
		.option("--bootstrap <n>", "resamples of the confidence intervals", parseResamples, 1000)
		.option("--bootstrap-seed <seed>", "seed of the resamples", parseSeed, 0)
		.optionsGroup("Rendering:")
		.addOption(nrrOption())
		.addOption(sampleMultOption())
		.addOption(rayLimitsOption())
		.option("--no-sr", "no super-resolution: raw images on the sheets")
		.optionsGroup("Output:")
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runAngles } = await import("../angles/run.ts");
			await runAngles(options, session);
		});
	return command as CommandUnknownOpts;
}

/** The same option with another explanation: the defaults of `sample` do not hold here. */
function replaced<Flags extends string>(
	option: Option<Flags, undefined, undefined, number[]>,
	description: string,
): Option<Flags, undefined, undefined, number[]> {
	option.description = description;
	return option;
}

function parseSide(text: string): number {
	return parseInteger(text, { least: 1, most: 64 });
}

function parseYaws(text: string): number[] {
	return parseAngles(text, parseTrueYaw, 361);
}

function parseYawRange(text: string): readonly [number, number] {
	return parseAngleRange(text, (part) => parseYaw(part, TRUE_ANGLE_OPTIONS));
}

function parsePitchRange(text: string): readonly [number, number] {
	return parseAngleRange(text, (part) => parsePitch(part, TRUE_ANGLE_OPTIONS));
}

function parseShare(text: string): number {
	return parseNumber(text, { above: 0, most: 1 });
}

function parseEarLine(text: string): number {
	return parseNumber(text, { least: -1, most: 1 });
}

function parseResamples(text: string): number {
	return parseInteger(text, { least: 10, most: 100_000 });
}
