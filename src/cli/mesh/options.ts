/** Options of `triplane mesh`, and how they are read. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import type { Crop } from "../../analysis/shapes/person-shape.ts";
import { REPORT_BORDER } from "../../analysis/shapes/regions.ts";
import type { LengthUnit, PhysicalSize } from "../../mesh/physical-size.ts";
import { MESH_FORMATS, type MeshFormatName } from "../../mesh/write/mesh-formats.ts";
import { InputError } from "../../tensor/errors.ts";
import { CAMERA_FILE } from "../options/camera-file.ts";
import { EDITS } from "../options/edits.ts";
import { choice, explained, type Field, flag, negated, type OptionsOf, under, value } from "../options/fields.ts";
import { decimalOf, numberIn, parseNumber, whole } from "../options/numbers.ts";
import { PEOPLE } from "../options/people.ts";
import { TRUNCATION } from "../options/rendering.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";
import { parseSome } from "../options/words.ts";

export type ShapeFileFormat = MeshFormatName | "mrc";

export const SHAPE_FILE_FORMATS: readonly ShapeFileFormat[] = [
	...(Object.keys(MESH_FORMATS) as MeshFormatName[]),
	"mrc",
];

export const MESH = {
	...NETWORK,
	...PEOPLE,
	...OUTDIR,
	...TRUNCATION,
	...EDITS,
	...under("Surface:", {
		shapeRes: value("<n>", "voxels along each side of the box", whole(2, 2048), { fallback: 256 }),
		level: levelField("value of sigma at the surface, or 'auto': where frontal rays have lost half of their light"),
		crop: value(
			"<region>",
			"six shares x0,x1,y0,y1,z0,z1 of the box; 'person': its middle, without the room about the person; 'eyes': 50 to 63 % of the height; 'eyes-auto': around the eyes that are found",
			parseCrop,
		),
		border: value("<share>", "leave out this share of the box along every side; 'report' is its 30/256", parseBorder),
		largest: flag("only the largest connected part"),
		smooth: value("<rounds>", "smooth without shrinking; 10 takes the voxels' steps out", whole(0, 1000)),
		simplify: value("<ratio>", "keep this share of the triangles", numberIn({ above: 0, most: 1 })),
		triangles: value("<n>", "keep at most so many triangles", whole(4, 100_000_000)),
		colours: negated("no vertex colours"),
	}),
	...under("Output:", {
		format: value<readonly ShapeFileFormat[]>(
			"<list>",
			`files to write, separated by commas: ${SHAPE_FILE_FORMATS.join(", ")}`,
			(words) => parseSome(words, SHAPE_FILE_FORMATS),
			{ fallback: ["glb"] },
		),
		height: value("<n>", "height of the shape in mesh files, in --unit", numberIn({ above: 0, most: 1e6 }), {
			fallbackText: "world units",
		}),
		unit: choice<LengthUnit>(
			"<unit>",
			"unit of --height, and of STL, OBJ and PLY files; GLB is in metres, MRC in world units",
			["mm", "cm", "m", "in"],
			{ fallbackText: "mm" },
		),
		shading: choice<"unlit" | "lit">(
			"<kind>",
			"of GLB: colours as they are, which have their light in them, or lit by the viewer",
			["unlit", "lit"],
			{ fallback: "unlit" },
		),
		turntable: value("<views>", "views of the picture; 0 for none", whole(0, 64), { fallback: 6 }),
		turntableSize: value("<n>", "pixels of each view", whole(16, 2048), { fallback: 256 }),
		figure: flag("also figure.png: each seed's picture beside its shape at two angles, as in the paper's figure 6"),
		...explained(CAMERA_FILE, {
			cameras: CAMERA_FILE.cameras.help.replace("instead of angles", "instead of the figure's two angles"),
		}),
		...SAID,
	}),
	...MACHINE,
};

export type MeshOptions = OptionsOf<typeof MESH>;

/** Level of a surface. */
export function levelField(help: string): Field<number | "auto"> {
	return value<number | "auto">("<sigma>", help, parseLevelOrAuto, { fallback: 10 });
}

/** The size that meshes are written in; `null` for world units. Throws `InputError` for a unit without a height. */
export function sizeOf({ height, unit }: Pick<MeshOptions, "height" | "unit">): PhysicalSize | null {
	if (height !== undefined) return { height, unit: unit ?? "mm" };
	if (unit === undefined) return null;
	throw new InputError(
		`--unit ${unit}: world units have no size of their own; want --height, that of the shape in ${unit}`,
	);
}

export function parseLevelOrAuto(text: string): number | "auto" {
	return text === "auto" ? "auto" : parseNumber(text, { least: -1e6, most: 1e6 });
}

export function parseCrop(text: string): Crop {
	if (text === "person" || text === "eyes" || text === "eyes-auto") return text;
	// what is missing leaves nothing between its bounds
	const [x0 = 0, x1 = 0, y0 = 0, y1 = 0, z0 = 0, z1 = 0, ...more] = text.split(",", 7).map(decimalOf);
	if (!(isPart(x0, x1) && isPart(y0, y1) && isPart(z0, z1)) || more.length > 0) {
		throw new InvalidArgumentError(
			`'${text}': want person, eyes, eyes-auto, or six shares x0,x1,y0,y1,z0,z1 that ascend along each axis.`,
		);
	}
	return [x0, x1, y0, y1, z0, z1];
}

function isPart(from: number, to: number): boolean {
	return from >= 0 && from < to && to <= 1;
}

/** A share, or `report` for what the report left out. */
export function parseBorder(text: string): number {
	return text === "report" ? REPORT_BORDER : parseNumber(text, { least: 0, below: 0.5 });
}
