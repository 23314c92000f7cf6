/** Files appear whole or not at all: they are written under a temporary name and renamed at the end. */

import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { AbortedError, OutputError, throwIfAborted } from "../../tensor/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { systemReason } from "./system-reason.ts";
import { temporaryName } from "./temporary-name.ts";

/**
 * Writes `chunks` to `path`, making its folder where it is missing. Rejects with `OutputError` (no permission, no space, …) or
 * `AbortedError`; then nothing is left behind under `path` or a temporary name, and an older file keeps its bytes.
 */
export async function writeFileWhole(
	path: string,
	chunks: Uint8Array | string | readonly Uint8Array[],
	signal?: AbortSignal,
): Promise<void> {
	const temporary = await temporaryName(path);
	try {
		await makeFolder(dirname(path));
		await writeChunks(temporary, Array.isArray(chunks) ? chunks : [asBytes(chunks as Uint8Array | string)], signal);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true }).catch(() => undefined);
		if (error instanceof AbortedError) throw error;
		throw new OutputError(`cannot write '${path}': ${systemReason(error)}`, { cause: error });
	}
}

async function writeChunks(
	path: string,
	chunks: readonly Uint8Array[],
	signal: AbortSignal | undefined,
): Promise<void> {
	const handle = await open(path, "wx");
	try {
		for (const chunk of chunks) {
			throwIfAborted(signal, `writing '${path}'`);
			await handle.writeFile(chunk);
		}
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function asBytes(content: Uint8Array | string): Uint8Array {
	return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
