/** SHA-256 of files and buffers, in hexadecimal. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { AbortedError, InputError } from "../../tensor/errors.ts";

const CHUNK = 2 ** 20;

/** Hash of a file, read in pieces. */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
	const hash = createHash("sha256");
	try {
		await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash, signal ? { signal } : {});
	} catch (error) {
		if (signal?.aborted) throw new AbortedError(`hashing '${path}': stopped by the caller`, { cause: error });
		throw new InputError(`cannot read '${path}': ${error instanceof Error ? error.message : String(error)}`, {
			cause: error,
		});
	}
	return hash.digest("hex");
}

/** Hash of bytes in memory. */
export function sha256OfBytes(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}
