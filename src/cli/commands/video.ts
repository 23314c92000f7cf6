/** `triplane video`: people that turn and change, as the published gen_videos script makes them. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { FRAME_MODES } from "../../generator/animation/frame-pixels.ts";
import { parsePitch, parseYaw } from "../options/angles.ts";
import { cameraListOption } from "../options/camera-file.ts";
import { fovOption, pivotOption, radiusOption } from "../options/cameras.ts";
import { directionsOption, editOption, mixOption } from "../options/edits.ts";
import { parseInteger, parseNumber } from "../options/numbers.ts";
import { seedsOption, wsOption } from "../options/people.ts";
import { rayLimitsOption } from "../options/ray-limits.ts";
import {
	nrrOption,
	publishedRawOption,
	sampleMultOption,
	truncCutoffOption,
	truncOption,
} from "../options/rendering.ts";
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
import { parseGrid, parsePath, parseShapeFormat, VIDEO_DEFAULTS } from "../video/options.ts";

const DESCRIPTION =
	"Makes a video of people from seeds, seen by a camera on a path. Several seeds are keyframes of a walk through w " +
	"that comes back to the first; with --grid several people are shown side by side, each with its own keyframes. The " +
	"name of --out says what is written: .mp4, .gif, .webp, or a folder of PNG pictures for a name without ending. " +
	"Beside it: a record (.json) that says how to make it again, and the cameras of all frames (.trajectory.json).";

export function videoCommand(session: Session): CommandUnknownOpts {
	const command = new Command("video")
		.summary("turning and changing people, as MP4, GIF, WebP or pictures")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.addOption(seedsOption())
		.addOption(wsOption())
		.requiredOption("--out <file>", "name.mp4, name.gif, name.webp, or a folder for PNG pictures")
		.addOption(truncOption())
		.addOption(truncCutoffOption())
		.optionsGroup("People:")
		.addOption(gridOption())
		.option("--num-keyframes <n>", "keyframes of each person (default: seeds divided by people)", parseCount)
		.option(
			"--w-frames <n>",
			`frames from one keyframe to the next (default: ${VIDEO_DEFAULTS.wFrames}, or a frame for each label of --path)`,
			parseCount,
		)
		.addOption(editOption())
		.addOption(directionsOption())
		.addOption(mixOption())
		.optionsGroup("Camera:")
		.addOption(pathOption())
		.addOption(cameraListOption())
		.option("--orbit-yaw <x>", "half width of the orbit, published yaw", parseOneYaw, VIDEO_DEFAULTS.orbitYaw)
		.option("--orbit-pitch <x>", "half height of the orbit, published pitch", parseOnePitch, VIDEO_DEFAULTS.orbitPitch)
		.option("--cycles <n>", "how often the path is gone along", parseCycles, VIDEO_DEFAULTS.cycles)
		.addOption(fovOption())
		.addOption(radiusOption())
		.addOption(pivotOption())
		.optionsGroup("Rendering:")
		.addOption(imageModeOption())
		.addOption(publishedRawOption())
		.addOption(nrrOption())
		.addOption(sampleMultOption())
		.addOption(rayLimitsOption())
		.optionsGroup("Output:")
		.option("--fps <n>", "frames per second", parseFps, VIDEO_DEFAULTS.fps)
		.option("--quantizer <n>", "of MP4: 10 is best and largest, 51 smallest", parseQuantizer, VIDEO_DEFAULTS.quantizer)
		.option("--scale <n>", "enlarge frames n times (default: 1; MP4 so that its sides have 256 pixels)", parseScale)
		.addOption(shapesOption())
		.option("--shape-res <n>", "voxels along each side for --shapes", parseShapeRes, VIDEO_DEFAULTS.shapeRes)
		.option("--level <sigma>", "level of the surface for --shapes", parseLevel, VIDEO_DEFAULTS.level)
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runVideo } = await import("../video/run.ts");
			await runVideo(options, session);
		});
	return command as CommandUnknownOpts;
}

function gridOption(): Option<"--grid <WxH>", undefined, readonly [number, number], readonly [number, number]> {
	return new Option("--grid <WxH>", "people side by side, columns x rows")
		.argParser(parseGrid)
		.default<readonly [number, number]>(VIDEO_DEFAULTS.grid, "1x1");
}

function pathOption(): Option<"--path <path>", undefined, "orbit", string> {
	return new Option(
		"--path <path>",
		"orbit: an ellipse about straight ahead; 360: once around; or a file of cameras: a path, a trajectory of 'video', a dataset.json, labels of 25 numbers (docs/meshes-and-video.md)",
	)
		.argParser(parsePath)
		.default<"orbit">("orbit");
}

function imageModeOption(): Option<
	"--image-mode <mode>",
	undefined,
	"image",
	undefined,
	false,
	(typeof FRAME_MODES)[number]
> {
	return new Option("--image-mode <mode>", "super-resolved, depth of the raw image (white is near), or the raw image")
		.choices(FRAME_MODES)
		.default("image");
}

function shapesOption(): Option<"--shapes [format]", "mrc", undefined, "mrc" | "glb" | "ply"> {
	return new Option(
		"--shapes [format]",
		"also each frame's shape, where the person changes, beside the video: mrc, glb or ply",
	)
		.argParser(parseShapeFormat)
		.preset<"mrc">("mrc");
}

function parseCount(text: string): number {
	return parseInteger(text, { least: 1, most: 100_000 });
}

/** Commander also hands over the value before. */
function parseOneYaw(text: string): number {
	return parseYaw(text);
}

function parseOnePitch(text: string): number {
	return parsePitch(text);
}

function parseCycles(text: string): number {
	return parseNumber(text, { above: 0, most: 1000 });
}

function parseFps(text: string): number {
	return parseNumber(text, { least: 1, most: 240 });
}

function parseQuantizer(text: string): number {
	return parseInteger(text, { least: 10, most: 51 });
}

function parseScale(text: string): number {
	return parseInteger(text, { least: 1, most: 64 });
}

function parseShapeRes(text: string): number {
	return parseInteger(text, { least: 2, most: 1024 });
}

function parseLevel(text: string): number {
	return parseNumber(text, { least: -1e6, most: 1e6 });
}
