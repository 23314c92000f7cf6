/** Writes the files of one shape: meshes, volume, turntable, record. */

import { densityVolume } from "../../analysis/shapes/density-volume.ts";
import type { PersonShape, ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import { TURNTABLE_DEFAULTS, turntable } from "../../analysis/shapes/turntable.ts";
import { joinChunks, MESH_FORMATS } from "../../mesh/write/mesh-formats.ts";
import { mrcChunks } from "../../mesh/write/mrc.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { editArguments } from "../options/edits.ts";
import { networkArguments } from "../options/shared.ts";
import { argumentsOf, writeSidecar } from "../sidecar.ts";
import type { MeshOptions, ShapeFileFormat } from "./options.ts";

export interface WrittenShape {
	readonly files: readonly string[];
	/** Path of the record file. */
	readonly sidecar: string;
	readonly record: ShapeRecord;
}

export async function writeShape(
	shape: PersonShape,
	{ network, engine }: Pick<OpenedNetwork, "network" | "engine">,
	options: MeshOptions,
	signal: AbortSignal,
): Promise<WrittenShape> {
	const { seed } = shape.record;
	const name = `seed${String(seed).padStart(4, "0")}`;
	const files = new ExperimentFiles(options.outdir, signal);
	for (const format of options.format) {
		const ending = format === "mrc" ? "mrc" : MESH_FORMATS[format].extension;
		const suffix = format === "ply-text" ? "-text" : "";
		await files.write(`${name}${suffix}.${ending}`, format, await bytesOf(shape, format, options, signal));
	}
	if (options.turntable > 0) {
		const materials = options.colours ? TURNTABLE_DEFAULTS.materials : (["clay"] as const);
		const sheet = turntable(shape.extracted.mesh, {
			...{ ...TURNTABLE_DEFAULTS, views: options.turntable, side: options.turntableSize, materials, signal },
		});
		await files.write(`${name}-turntable.png`, "turntable", await encodeImage(sheet, "png"));
	}
	const resolved = resolvedOptions({ ...options, seeds: [seed] }, engine);
	const sidecar = files.pathOf(`${name}-mesh.json`);
	const { outputs } = files;
	const repeat = argumentsOf("mesh", resolved);
	await writeSidecar(
		sidecar,
		{ command: "mesh", repeat, seed, network, engine, options: resolved, result: shape.record, outputs },
		signal,
	);
	return { files: files.paths, sidecar, record: shape.record };
}

async function bytesOf(
	{ volume, region, extracted, record }: PersonShape,
	format: ShapeFileFormat,
	{ shapeRes: resolution, shading }: MeshOptions,
	signal: AbortSignal,
): Promise<Uint8Array> {
	const note = `triplane mesh, seed ${record.seed}, sigma ${Number(record.level.toPrecision(6))}`;
	if (format === "mrc") {
		return joinChunks(mrcChunks(await densityVolume(volume, { resolution, region, signal }), { note }));
	}
	const name = `seed ${record.seed}`;
	return joinChunks(MESH_FORMATS[format].chunks(extracted.mesh, { note, name, shading, doubleSided: true }));
}

function resolvedOptions(options: MeshOptions, engine: OpenedNetwork["engine"]): Readonly<Record<string, unknown>> {
	const { network, seeds, outdir, trunc, truncCutoff, shapeRes, level, crop, border, largest, smooth, simplify } =
		options;
	const { colours, format, shading, turntable: views, turntableSize, threads } = options;
	return {
		...{ network, seeds, outdir, trunc, truncCutoff, shapeRes, level, crop, border, largest, smooth, simplify },
		...editArguments(options),
		...{ noColours: !colours, format, shading, figure: options.figure, turntable: views, turntableSize },
		...{ device: engine.device, threads, renderer: engine.renderer, precision: options.precision },
		...networkArguments(options),
	};
}
