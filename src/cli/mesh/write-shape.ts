/** Writes the files of one shape: meshes, volume, turntable, record. */

import { personName } from "../../analysis/person.ts";
import { densityVolume } from "../../analysis/shapes/density-volume.ts";
import type { PersonShape, ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import { TURNTABLE_DEFAULTS, turntable } from "../../analysis/shapes/turntable.ts";
import { METRES_PER_UNIT, type PhysicalSize, scaledMesh, unitsPerWorldUnit } from "../../mesh/physical-size.ts";
import { joinChunks, MESH_FORMATS } from "../../mesh/write/mesh-formats.ts";
import { mrcChunks } from "../../mesh/write/mrc.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { type CameraFile, cameraFileRecord } from "../options/camera-file.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import type { PeopleSource } from "../options/people.ts";
import { type WrittenRecord, writeSidecar } from "../sidecar.ts";
import { MESH, type MeshOptions, type ShapeFileFormat, sizeOf } from "./options.ts";

export interface WrittenShape {
	readonly files: readonly string[];
	readonly record: ShapeRecord;
	readonly written: WrittenRecord;
}

/** What all shapes of a run share. */
export interface ShapeFacts {
	readonly opened: Pick<OpenedNetwork, "network" | "engine">;
	readonly options: MeshOptions;
	readonly people: PeopleSource;
	readonly file: CameraFile | null;
}

/** Units of the mesh files, for the record. */
interface MeshScale extends PhysicalSize {
	readonly unitsPerWorldUnit: number;
}

export async function writeShape(shape: PersonShape, facts: ShapeFacts, signal: AbortSignal): Promise<WrittenShape> {
	const { opened, options, people, file } = facts;
	const { network, engine } = opened;
	const { seed } = shape.record;
	const name = personName(seed, people.word);
	const scale = scaleOf(shape, options);
	const files = new ExperimentFiles(options.outdir, signal);
	for (const format of options.format) {
		const ending = format === "mrc" ? "mrc" : MESH_FORMATS[format].extension;
		const suffix = format === "ply-text" ? "-text" : "";
		await files.write(`${name}${suffix}.${ending}`, format, await bytesOf(shape, format, facts, scale, signal));
	}
	if (options.turntable > 0) {
		const materials = options.colours ? TURNTABLE_DEFAULTS.materials : (["clay"] as const);
		const sheet = turntable(shape.extracted.mesh, {
			...{ ...TURNTABLE_DEFAULTS, views: options.turntable, side: options.turntableSize, materials, signal },
		});
		await files.write(`${name}-turntable.png`, "turntable", await encodeImage(sheet, "png"));
	}
	const own = people.word === "seed" ? { ...options, seeds: [seed] } : options;
	const { device, renderer } = engine;
	const recorded = recordedOptions(MESH, own, { device, renderer });
	const { outputs } = files;
	const repeat = repeatOf("mesh", MESH, recorded);
	const written = await writeSidecar(
		files.pathOf(`${name}-mesh.json`),
		{
			...{ command: "mesh", repeat, [people.word]: seed, network, engine, options: recorded },
			...people.record,
			...cameraFileRecord(file),
			...{ scale, result: shape.record, outputs },
		},
		signal,
	);
	return { files: files.paths, record: shape.record, written };
}

async function bytesOf(
	{ volume, region, extracted, record }: PersonShape,
	format: ShapeFileFormat,
	{ options, people }: ShapeFacts,
	scale: MeshScale | null,
	signal: AbortSignal,
): Promise<Uint8Array> {
	const { shapeRes: resolution, shading } = options;
	const person = `${people.word} ${record.seed}`;
	const unit = scale && format !== "glb" && format !== "mrc" ? `, unit ${scale.unit}` : "";
	const note = `triplane mesh, ${person}, sigma ${Number(record.level.toPrecision(6))}${unit}`;
	if (format === "mrc") {
		return joinChunks(mrcChunks(await densityVolume(volume, { resolution, region, signal }), { note }));
	}
	const mesh = scale ? scaledMesh(extracted.mesh, fileFactor(scale, format)) : extracted.mesh;
	return joinChunks(MESH_FORMATS[format].chunks(mesh, { note, name: person, shading, doubleSided: true }));
}

function scaleOf({ extracted }: PersonShape, options: MeshOptions): MeshScale | null {
	const size = sizeOf(options);
	return size && { ...size, unitsPerWorldUnit: unitsPerWorldUnit(extracted.mesh, size) };
}

/** glTF is in metres whatever one wishes; the other formats have no unit of their own. */
function fileFactor({ unit, unitsPerWorldUnit: factor }: MeshScale, format: ShapeFileFormat): number {
	return format === "glb" ? factor * METRES_PER_UNIT[unit] : factor;
}
