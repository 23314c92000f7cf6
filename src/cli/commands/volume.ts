/** `triplane volume`: what is inside of a person's volume (experiment E2 of the report). */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import type { SectionPlace } from "../../analysis/volume/sections.ts";
import { ANGLE_RANGE } from "../angles/options.ts";
import { parseAngleRange, parsePitch, parseYaw } from "../options/angles.ts";
import { fovOption } from "../options/cameras.ts";
import { outdirOption, rangeOption } from "../options/experiments.ts";
import { parseInteger, parseNumber } from "../options/numbers.ts";
import { nrrOption, sampleMultOption, truncCutoffOption, truncOption } from "../options/rendering.ts";
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
import type { Session } from "../session.ts";
import { parsePixels, parseSections, REPORT_VIEW } from "../volume/options.ts";

const DESCRIPTION =
	"Takes one view of one person apart: slices of density and colour at fixed depths and what they add up to; sigma, light " +
	"left and light stopped along the rays of picked pixels; cross-sections of the volume; maps of opacity, depth and " +
	"normals; and an animation. With --as-published the report's own panels beside them. What is shown and how: " +
	"docs/experiments.md.";

const SECTIONS: readonly SectionPlace[] = [
	{ axis: "x", at: 0 },
	{ axis: "y", at: 0 },
	{ axis: "z", at: 0 },
];

export function volumeCommand(session: Session): CommandUnknownOpts {
	const command = new Command("volume")
		.summary("inside a person's volume: slices, rays, sections")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.option("--seed <seed>", "whose volume", parseSeed, 1)
		.addOption(outdirOption())
		.addOption(truncOption())
		.addOption(truncCutoffOption())
		.optionsGroup("View:")
		.option("--yaw <yaw>", "yaw in the published parametrisation", parseOneYaw, REPORT_VIEW.yaw)
		.option("--pitch <pitch>", "pitch in the published parametrisation", parseOnePitch, REPORT_VIEW.pitch)
		.addOption(fovOption())
		.optionsGroup("What is shown:")
		.option("--slices <n>", "slices between the limits of the rays", parseSlices, 8)
		.option("--depth-samples <n>", "fixed depths along each ray that slices are made of", parseSamples, 96)
		.option(
			"--pixels <u,v;u,v>",
			"places of pixels, 0 to 1 from the left and the top (default: the centre, the darkest with and without a hit, the brightest)",
			parsePixels,
		)
		.addOption(
			new Option("--sections <list>", "cross-sections, axis and place in world units, as in x:0;z:0.1; or none")
				.argParser(parseSections)
				.default<readonly SectionPlace[]>(SECTIONS, "x:0;y:0;z:0"),
		)
		.option("--section-side <n>", "samples along each side of a cross-section", parseSide, 192)
		.option("--as-published", "the report's panels, too: unsorted importance samples by their index")
		.addOption(
			new Option("--animate <kind>", "an animated WebP: turning about the person, or going through slice by slice")
				.choices(["none", "turn", "slices"] as const)
				.default("none"),
		)
		.option("--frames <n>", "frames of the animation", parseFrames, 32)
		.option("--fps <n>", "frames per second", parseFps, 12)
		.addOption(
			rangeOption("--turn-range <from,to>", "yaws of the turn, published parametrisation", ANGLE_RANGE, parseYawRange),
		)
		.optionsGroup("Rendering:")
		.addOption(nrrOption())
		.addOption(sampleMultOption())
		.option("--jitter-seed <seed>", "seed of the renderer's samples", parseSeed, 0)
		.option("--no-sr", "no super-resolution")
		.optionsGroup("Output:")
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runVolume } = await import("../volume/run.ts");
			await runVolume(options, session);
		});
	return command as CommandUnknownOpts;
}

function parseYawRange(text: string): readonly [number, number] {
	return parseAngleRange(text, parseOneYaw);
}

/** Commander also hands over the value before. */
function parseOneYaw(text: string): number {
	return parseYaw(text);
}

function parseOnePitch(text: string): number {
	return parsePitch(text);
}

function parseSlices(text: string): number {
	return parseInteger(text, { least: 1, most: 64 });
}

function parseSamples(text: string): number {
	return parseInteger(text, { least: 2, most: 4096 });
}

function parseSide(text: string): number {
	return parseInteger(text, { least: 2, most: 2048 });
}

function parseFrames(text: string): number {
	return parseInteger(text, { least: 2, most: 512 });
}

function parseFps(text: string): number {
	return parseNumber(text, { least: 1, most: 60 });
}
