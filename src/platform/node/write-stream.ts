/** Files that are made piece by piece, too large for memory, and appear whole or not at all. */

import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { OutputError, TriplaneError, throwIfAborted } from "../../tensor/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { systemReason } from "./system-reason.ts";
import { temporaryName } from "./temporary-name.ts";

/** Small pieces are written together. */
const BUFFER_BYTES = 2 ** 20;

/** Made as they are taken, or there already. */
type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface WrittenFile {
	readonly bytes: number;
	readonly sha256: string;
}

/**
 * Writes the pieces to `path` by way of a temporary name, making its folder where it is missing. Rejects with what the pieces
 * reject with, `OutputError` or `AbortedError`; then nothing is left behind, and an older file keeps its bytes.
 */
export async function writeStreamWhole(path: string, pieces: Pieces, signal?: AbortSignal): Promise<WrittenFile> {
	const temporary = await temporaryName(path);
	try {
		await makeFolder(dirname(path));
		const written = await writePieces(temporary, path, pieces, signal);
		await rename(temporary, path);
		return written;
	} catch (error) {
		await rm(temporary, { force: true }).catch(() => undefined);
		if (error instanceof TriplaneError || !isSystemError(error)) throw error;
		throw new OutputError(`cannot write '${path}': ${systemReason(error)}`, { cause: error });
	}
}

async function writePieces(
	temporary: string,
	path: string,
	pieces: Pieces,
	signal: AbortSignal | undefined,
): Promise<WrittenFile> {
	const hash = createHash("sha256");
	const handle = await open(temporary, "wx");
	let bytes = 0;
	try {
		for await (const piece of gathered(pieces)) {
			throwIfAborted(signal, `writing '${path}'`);
			await handle.writeFile(piece);
			hash.update(piece);
			bytes += piece.byteLength;
		}
		await handle.sync();
	} finally {
		await handle.close();
	}
	return { bytes, sha256: hash.digest("hex") };
}

/** Pieces joined to about `BUFFER_BYTES`; large ones pass as they are. */
async function* gathered(pieces: Pieces): AsyncGenerator<Uint8Array> {
	let waiting: Uint8Array[] = [];
	let size = 0;
	for await (const piece of pieces) {
		waiting.push(piece);
		size += piece.byteLength;
		if (size < BUFFER_BYTES) continue;
		yield Buffer.concat(waiting);
		waiting = [];
		size = 0;
	}
	if (size > 0) yield Buffer.concat(waiting);
}

function isSystemError(error: unknown): boolean {
	return error instanceof Error && "code" in error && /^E[A-Z0-9]+$/.test(String(error.code));
}
