/** Files that dataset commands write, and the record beside each. */

import { realpath, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import type { WrittenFile } from "../../platform/node/write-stream.ts";
import { InputError, OutputError } from "../../tensor/errors.ts";
import { type Fields, recordedOptions, repeatOf } from "../options/fields.ts";
import type { OutputRecord } from "../sidecar.ts";
import type { SourceRecord } from "./source.ts";

export interface DatasetRecord {
	/** Name of the command below `dataset`. */
	readonly command: string;
	/** What stands on the command line without a name. */
	readonly operands: readonly string[];
	readonly fields: Fields;
	readonly options: Readonly<Record<string, unknown>>;
	/** `null` for a dataset that is made of nothing. */
	readonly source: SourceRecord | null;
	readonly result: unknown;
	readonly outputs: readonly OutputRecord[];
}

/**
 * Makes sure, before long work, that `out` has one of these endings and can be written, and is not `source` (`null` for
 * none).
 * Rejects with `InputError` or `OutputError`. Disposing of the result takes a folder away that was made for nothing.
 */
export async function prepareOutput(
	out: string,
	endings: readonly string[],
	source: string | null,
): Promise<AsyncDisposable> {
	if (!endings.some((ending) => out.endsWith(ending))) {
		throw new InputError(`'${out}': want a name that ends in ${endings.join(" or ")}`);
	}
	const found = await stat(out).catch(() => null);
	if (found?.isDirectory()) throw new OutputError(`cannot write '${out}': there is a folder of that name`);
	if (found && source !== null && (await realpath(out)) === (await realpath(source))) {
		throw new InputError(`'${out}' is the source itself; choose another name`);
	}
	return await prepareFolder(dirname(out));
}

/** Writes the record beside `out`: `faces.json` beside `faces.zip`. Without time stamps, as all records. */
export async function writeRecord(out: string, record: DatasetRecord, signal: AbortSignal): Promise<string> {
	const { command, operands, fields, source, result, outputs } = record;
	const options = recordedOptions(fields, record.options);
	const repeat = repeatOf(`dataset ${command}`, fields, options, operands);
	const { version } = packageInfo();
	const path = recordPath(out);
	const content = { triplane: version, command: `dataset ${command}`, repeat, source, options, result, outputs };
	await writeFileWhole(path, `${JSON.stringify(content, null, "\t")}\n`, signal);
	return path;
}

/** `dataset.json` has its record in `dataset.record.json`. */
export function recordPath(out: string): string {
	return out.replace(/\.[^./\\]+$/, "") + (out.endsWith(".json") ? ".record.json" : ".json");
}

export function streamRecord(out: string, kind: string, { bytes, sha256 }: WrittenFile): OutputRecord {
	return { file: basename(out), kind, bytes, sha256 };
}
