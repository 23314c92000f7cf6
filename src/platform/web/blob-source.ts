/** A `Blob` – a file that was picked or dropped, a download – as a byte source: ranges are read, never the whole. */

import { type ByteSource, requireRange } from "../../host/byte-source.ts";
import { InputError } from "../../tensor/errors.ts";

/**
 * A blob as a byte source.
 * @param name  what messages call it; default: the name of a `File`
 */
export function blobSource(blob: Blob, name: string = nameOfBlob(blob)): ByteSource {
	return { name, size: blob.size, read: (offset, length) => readExactly(blob, name, offset, length) };
}

function nameOfBlob(blob: Blob): string {
	const { name } = blob as { readonly name?: unknown };
	return typeof name === "string" && name !== "" ? name : "file";
}

async function readExactly(blob: Blob, name: string, offset: number, length: number): Promise<Uint8Array> {
	requireRange({ name, size: blob.size }, offset, length);
	try {
		return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
	} catch (cause) {
		// Browsers refuse when a file was changed, moved or made unreadable after it was picked.
		throw new InputError(`'${name}' cannot be read: ${reasonOf(cause)}. Was it changed or moved? Pick it again`, {
			cause,
		});
	}
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
