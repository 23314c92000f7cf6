/** Writes the sheets of one person and the record beside them. */

import { join } from "node:path";
import { personName } from "../../analysis/person.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { sha256OfBytes } from "../../platform/node/hash-file.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import type { DepthFile } from "../depth-files.ts";
import type { OpenedNetwork } from "../open-network.ts";
import type { SheetCameras, ViewCamera } from "../options/cameras.ts";
import type { PeopleEditor } from "../options/edits.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import type { PeopleSource } from "../options/people.ts";
import { type OutputRecord, outputRecord, type Sidecar, writeSidecar } from "../sidecar.ts";
import type { Sheet } from "../view-sheets.ts";
import { resolvedOptions, SAMPLE, type SampleOptions } from "./options.ts";

export interface PersonRecord {
	readonly seed: number;
	/** Path of the record. */
	readonly record: string;
	/** Paths of the images. */
	readonly images: readonly string[];
}

export interface PersonFacts {
	readonly options: SampleOptions;
	readonly cameras: SheetCameras;
	readonly network: OpenedNetwork["network"];
	readonly engine: OpenedNetwork["engine"];
	/** Side of the raw image. */
	readonly nrr: number;
	readonly source: PeopleSource;
	/** Files that people, edits and cameras come from. */
	readonly edits: PeopleEditor["record"];
}

/** `seed0004.png`, `seed0004-depth.png`: as the published script names them, other kinds with a suffix. */
export function imageName(person: string, kind: string, format: string): string {
	return `${person}${kind === "image" ? "" : `-${kind}`}.${format}`;
}

/** What is written of a person. */
export interface PersonImages {
	readonly sheets: readonly Sheet[];
	readonly depths: readonly DepthFile[];
}

export async function writePerson(
	seed: number,
	{ sheets, depths }: PersonImages,
	facts: PersonFacts,
	signal: AbortSignal,
): Promise<PersonRecord> {
	const { outdir, format } = facts.options;
	const name = personName(seed, facts.source.word);
	const outputs: OutputRecord[] = [];
	const images: string[] = [];
	for (const { kind, pixels, range } of sheets) {
		const path = join(outdir, imageName(name, kind, format));
		const content = await encodeImage(pixels, format);
		await writeFileWhole(path, content, signal);
		const size = { width: pixels.width, height: pixels.height };
		outputs.push({ ...outputRecord(path, kind, content, sha256OfBytes(content)), ...size, ...range });
		images.push(path);
	}
	for (const { ending, content, details } of depths) {
		const path = join(outdir, `${name}${ending}`);
		await writeFileWhole(path, content, signal);
		outputs.push({ ...outputRecord(path, "depth", content, sha256OfBytes(content)), ...details });
		images.push(path);
	}
	const record = join(outdir, `${name}.json`);
	await writeSidecar(record, personSidecar(seed, outputs, facts), signal);
	return { seed, record, images };
}

function personSidecar(seed: number, outputs: OutputRecord[], facts: PersonFacts): Sidecar {
	const { options, cameras, network, engine, nrr, source } = facts;
	const own = source.word === "seed" ? { ...options, seeds: [seed] } : options;
	const recorded = recordedOptions(SAMPLE, own, resolvedOptions(own, { engine, nrr, cameras }));
	return {
		command: "sample",
		repeat: repeatOf("sample", SAMPLE, recorded),
		[source.word]: seed,
		network,
		engine,
		options: recorded,
		...facts.edits,
		conditioning: [...cameras.conditioning.data],
		orbit: cameras.orbit,
		fovDegrees: cameras.fovDegrees,
		views: cameras.rows.map((row) => row.map(viewRecord)),
		outputs,
	};
}

/** Both kinds of angles, and the label itself. */
function viewRecord({ pose, trueDegrees, distance, label }: ViewCamera): Readonly<Record<string, unknown>> {
	return { publishedYaw: pose.yaw, publishedPitch: pose.pitch, trueDegrees, distance, label: [...label.data] };
}
