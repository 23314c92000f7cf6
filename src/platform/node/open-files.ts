/** A dataset's files by path: a folder or a zip archive. */

import { stat } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { openZip } from "../../data/zip-files.ts";
import type { FileSet } from "../../host/file-set.ts";
import { InputError } from "../../tensor/errors.ts";
import { openFile } from "./file-source.ts";
import { openFolder } from "./folder-files.ts";
import { systemReason } from "./system-reason.ts";

/** Opens it; dispose of it (or `await using`) to close the archive. Rejects with `InputError`. */
export async function openFiles(path: string): Promise<FileSet> {
	const found = await stat(path).catch((error: unknown) => {
		throw new InputError(`cannot open '${path}': ${systemReason(error)}`, { cause: error });
	});
	if (found.isDirectory()) return await openFolder(path);
	const source = await openFile(path);
	try {
		return { ...(await openZip(source, crc32)), [Symbol.asyncDispose]: () => source.close() };
	} catch (error) {
		await source.close();
		throw error;
	}
}
