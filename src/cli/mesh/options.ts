/** Options of `triplane mesh`, and how they are read. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import type { Crop } from "../../analysis/shapes/person-shape.ts";
import { REPORT_BORDER } from "../../analysis/shapes/regions.ts";
import type { LengthUnit, PhysicalSize } from "../../mesh/physical-size.ts";
import { MESH_FORMATS, type MeshFormatName } from "../../mesh/write/mesh-formats.ts";
import { InputError } from "../../tensor/errors.ts";
import type { CameraFileOptions } from "../options/camera-file.ts";
import type { EditOptions } from "../options/edits.ts";
import { decimalOf, parseNumber } from "../options/numbers.ts";
import type { PeopleOptions } from "../options/people.ts";
import type { TruncationOptions } from "../options/rendering.ts";
import type { EngineOptions } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

export type ShapeFileFormat = MeshFormatName | "mrc";

export const SHAPE_FILE_FORMATS: readonly ShapeFileFormat[] = [
	...(Object.keys(MESH_FORMATS) as MeshFormatName[]),
	"mrc",
];

export interface MeshOptions
	extends CameraFileOptions,
		EditOptions,
		EngineOptions,
		PeopleOptions,
		ReportOptions,
		TruncationOptions {
	readonly network: string;
	readonly outdir: string;
	readonly shapeRes: number;
	readonly level: number | "auto";
	readonly crop?: Crop | undefined;
	/** A share of the box's side. */
	readonly border?: number | undefined;
	readonly largest?: boolean | undefined;
	readonly smooth?: number | undefined;
	readonly simplify?: number | undefined;
	/** Colours of the decoder. */
	readonly colours: boolean;
	readonly format: readonly ShapeFileFormat[];
	/** Of the mesh, along y, in `unit`; world units where left out. */
	readonly height?: number | undefined;
	/** Millimetres where left out. */
	readonly unit?: LengthUnit | undefined;
	readonly shading: "unlit" | "lit";
	/** Also one sheet of all seeds: pictures beside shapes. */
	readonly figure?: boolean | undefined;
	/** Views of the turntable; 0 for no picture. */
	readonly turntable: number;
	/** Pixels of each of its views. */
	readonly turntableSize: number;
}

export const MESH_DEFAULTS: Pick<
	MeshOptions,
	"shapeRes" | "level" | "colours" | "format" | "shading" | "turntable" | "turntableSize"
> = Object.freeze({
	shapeRes: 256,
	level: 10,
	colours: true,
	format: ["glb"] as const,
	shading: "unlit",
	turntable: 6,
	turntableSize: 256,
});

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

export function parseFormats(text: string): ShapeFileFormat[] {
	const wanted = text.split(",").map((part) => part.trim());
	const unknown = wanted.find((part) => !SHAPE_FILE_FORMATS.some((format) => format === part));
	if (unknown !== undefined) {
		throw new InvalidArgumentError(`'${unknown}' is not one of ${SHAPE_FILE_FORMATS.join(", ")}.`);
	}
	return SHAPE_FILE_FORMATS.filter((format) => wanted.includes(format));
}
