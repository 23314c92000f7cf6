/** `triplane mesh`: people's shapes as meshes and volumes. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import type { Crop } from "../../analysis/shapes/person-shape.ts";
import type { LengthUnit } from "../../mesh/physical-size.ts";
import {
	MESH_DEFAULTS,
	parseBorder,
	parseCrop,
	parseFormats,
	parseLevelOrAuto,
	SHAPE_FILE_FORMATS,
	type ShapeFileFormat,
} from "../mesh/options.ts";
import { cameraListOption, camerasOption } from "../options/camera-file.ts";
import { directionsOption, editOption, mixOption } from "../options/edits.ts";
import { parseInteger, parseNumber } from "../options/numbers.ts";
import { seedsOption, wsOption } from "../options/people.ts";
import { truncCutoffOption, truncOption } from "../options/rendering.ts";
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
	"Cuts people's shapes out of their volumes: the surface where the density sigma crosses a level, by marching cubes on " +
	"an exact grid, in world units (right-handed, y up, the face towards +z), with colours of the decoder and normals of " +
	"the field's gradient. For each seed: the files asked for (seed0000.glb, …), a picture from all sides " +
	"(seed0000-turntable.png) and a record (seed0000-mesh.json).";

export function meshCommand(session: Session): CommandUnknownOpts {
	const command = new Command("mesh")
		.summary("people's shapes: GLB, PLY, OBJ, STL, MRC")
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
		.optionsGroup("Surface:")
		.option("--shape-res <n>", "voxels along each side of the box", parseResolution, MESH_DEFAULTS.shapeRes)
		.addOption(levelOption())
		.addOption(cropOption())
		.option("--border <share>", "leave out this share of the box along every side; 'report' is its 30/256", parseBorder)
		.option("--largest", "only the largest connected part")
		.option("--smooth <rounds>", "smooth without shrinking; 10 takes the voxels' steps out", parseRounds)
		.option("--simplify <ratio>", "keep this share of the triangles", parseRatio)
		.option("--no-colours", "no vertex colours")
		.optionsGroup("Output:")
		.addOption(formatOption())
		.option("--height <n>", "height of the shape in mesh files, in --unit (default: world units)", parseHeight)
		.addOption(unitOption())
		.addOption(shadingOption())
		.option("--turntable <views>", "views of the picture; 0 for none", parseViews, MESH_DEFAULTS.turntable)
		.option("--turntable-size <n>", "pixels of each view", parseSize, MESH_DEFAULTS.turntableSize)
		.option(
			"--figure",
			"also figure.png: each seed's picture beside its shape at two angles, as in the paper's figure 6",
		)
		.addOption(camerasOption("instead of the figure's two angles"))
		.addOption(cameraListOption())
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runMesh } = await import("../mesh/run.ts");
			await runMesh(options, session);
		});
	return command as CommandUnknownOpts;
}

function levelOption(): Option<"--level <sigma>", undefined, number | "auto", number | "auto"> {
	return new Option(
		"--level <sigma>",
		"value of sigma at the surface, or 'auto': where frontal rays have lost half of their light",
	)
		.argParser(parseLevelOrAuto)
		.default<number | "auto">(MESH_DEFAULTS.level);
}

function cropOption(): Option<"--crop <region>", undefined, undefined, Crop> {
	return new Option(
		"--crop <region>",
		"six shares x0,x1,y0,y1,z0,z1 of the box; 'person': its middle, without the room about the person; 'eyes': 50 to 63 % of the height; 'eyes-auto': around the eyes that are found",
	).argParser(parseCrop);
}

function formatOption(): Option<"--format <list>", undefined, readonly ShapeFileFormat[], readonly ShapeFileFormat[]> {
	return new Option("--format <list>", `files to write, separated by commas: ${SHAPE_FILE_FORMATS.join(", ")}`)
		.argParser(parseFormats)
		.default<readonly ShapeFileFormat[]>(MESH_DEFAULTS.format, "glb");
}

function unitOption(): Option<"--unit <unit>", undefined, undefined, undefined, false, LengthUnit> {
	return new Option(
		"--unit <unit>",
		"unit of --height, and of STL, OBJ and PLY files; GLB is in metres, MRC in world units (default: mm)",
	).choices(["mm", "cm", "m", "in"] as const);
}

function parseHeight(text: string): number {
	return parseNumber(text, { above: 0, most: 1e6 });
}

function shadingOption(): Option<"--shading <kind>", undefined, "unlit", undefined, false, "unlit" | "lit"> {
	return new Option(
		"--shading <kind>",
		"of GLB: colours as they are, which have their light in them, or lit by the viewer",
	)
		.choices(["unlit", "lit"] as const)
		.default("unlit");
}

function parseResolution(text: string): number {
	return parseInteger(text, { least: 2, most: 2048 });
}

function parseRounds(text: string): number {
	return parseInteger(text, { least: 0, most: 1000 });
}

function parseRatio(text: string): number {
	return parseNumber(text, { above: 0, most: 1 });
}

function parseViews(text: string): number {
	return parseInteger(text, { least: 0, most: 64 });
}

function parseSize(text: string): number {
	return parseInteger(text, { least: 16, most: 2048 });
}
