/** A file as a byte source. */

import { type FileHandle, open, stat } from "node:fs/promises";
import { type ByteSource, requireRange } from "../../host/byte-source.ts";
import { InputError } from "../../tensor/errors.ts";
import { systemReason } from "./system-reason.ts";

/** An open file; close it with `close()` (or `await using`). */
export interface FileSource extends ByteSource, AsyncDisposable {
	close(): Promise<void>;
}

/** Opens a file for random access. Rejects with `InputError` when there is none, or it is a folder. */
export async function openFile(path: string): Promise<FileSource> {
	const handle = await openHandle(path);
	const { size } = await handle.stat();
	const close = (): Promise<void> => handle.close();
	return {
		name: path,
		size,
		read: async (offset, length) => {
			requireRange({ name: path, size }, offset, length);
			return await readExactly(handle, path, offset, length);
		},
		close,
		[Symbol.asyncDispose]: close,
	};
}

async function openHandle(path: string): Promise<FileHandle> {
	try {
		// asked first: opening a named pipe would wait for a writer
		if ((await stat(path)).isFile()) return await open(path, "r");
	} catch (error) {
		throw new InputError(`cannot open '${path}': ${systemReason(error)}`, { cause: error });
	}
	throw new InputError(`cannot open '${path}': it is not a file`);
}

/** Node reads at most 2 GiB at a time. */
const LARGEST_READ = 2 ** 30;

async function readExactly(handle: FileHandle, path: string, offset: number, length: number): Promise<Uint8Array> {
	const bytes = new Uint8Array(length);
	let done = 0;
	while (done < length) {
		const step = Math.min(LARGEST_READ, length - done);
		const { bytesRead } = await handle.read(bytes, done, step, offset + done);
		if (bytesRead === 0) {
			throw new InputError(
				`'${path}' ends at byte ${offset + done}, want ${length} bytes from ${offset}: is it cut off?`,
			);
		}
		done += bytesRead;
	}
	return bytes;
}
