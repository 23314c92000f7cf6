/**
 * The record beside results: everything that is needed to make them again, and what made them. No time stamps and no
 * timings, so that two runs that differ in nothing leave equal records.
 */

import { basename } from "node:path";
import { withShownAddresses } from "../platform/node/download/shown-address.ts";
import type { NetworkRecord } from "../platform/node/networks.ts";
import type { EngineRecord } from "../platform/node/open-generator.ts";
import { packageInfo } from "../platform/node/package-info.ts";
import { writeFileWhole } from "../platform/node/write-file.ts";

/** One file that was written. */
export interface OutputRecord {
	/** Its name, in the folder of the record. */
	readonly file: string;
	readonly kind: string;
	readonly bytes: number;
	readonly sha256: string;
}

export interface Sidecar {
	readonly command: string;
	/** Arguments of `triplane` that make the same again. */
	readonly repeat: readonly string[];
	/** Several where a command compares them; `null` where it needs none. */
	readonly network: NetworkRecord | readonly NetworkRecord[] | null;
	readonly engine: EngineRecord | null;
	/** Resolved options and whatever else belongs to the result. */
	readonly [detail: string]: unknown;
	readonly outputs: readonly OutputRecord[];
}

/** A record that was written. */
export interface WrittenRecord {
	readonly path: string;
	/** What its file says. */
	readonly record: unknown;
	readonly outputs: readonly OutputRecord[];
}

/** What an experiment found, and the records that it wrote. */
export interface Finished<Result> {
	readonly result: Result;
	readonly records: readonly WrittenRecord[];
}

/** Writes the record as indented JSON. */
export async function writeSidecar(path: string, sidecar: Sidecar, signal: AbortSignal): Promise<WrittenRecord> {
	const record = withShownAddresses({ triplane: packageInfo().version, ...sidecar });
	await writeFileWhole(path, indented(record), signal);
	return { path, record, outputs: sidecar.outputs };
}

/** A record as the text of its file, without what would let its reader in to where networks come from. */
export function recordText(record: Readonly<Record<string, unknown>>): string {
	return indented(withShownAddresses(record));
}

function indented(value: unknown): string {
	return `${JSON.stringify(value, null, "\t")}\n`;
}

/** Describes a file that was written. */
export function outputRecord(path: string, kind: string, content: Uint8Array, sha256: string): OutputRecord {
	return { file: basename(path), kind, bytes: content.byteLength, sha256 };
}
