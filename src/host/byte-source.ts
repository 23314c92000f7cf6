import { InputError } from "../tensor/errors.ts";

/** Random access to bytes: a file, a `Blob`, a buffer. Readers ask for ranges, so that large files need not be whole in memory. */
export interface ByteSource {
	/** What messages call it: a path, a URL, "embedded network". */
	readonly name: string;
	/** Total length in bytes. */
	readonly size: number;
	/** Bytes [offset, offset + length). Rejects with `InputError` outside the file or when it cannot be read. */
	read(offset: number, length: number): Promise<Uint8Array>;
}

/** A byte source over a buffer that is already in memory. Ranges are views, not copies. */
export function bytesInMemory(name: string, given: Uint8Array): ByteSource {
	const size = given.byteLength;
	// Node's Buffer is a Uint8Array whose `slice` does not copy.
	const bytes = new Uint8Array(given.buffer, given.byteOffset, size);
	return {
		name,
		size,
		read: async (offset, length) => {
			requireRange({ name, size }, offset, length);
			return bytes.subarray(offset, offset + length);
		},
	};
}

/** Throws `InputError` unless `length` bytes from `offset` lie inside the source. */
export function requireRange({ name, size }: Pick<ByteSource, "name" | "size">, offset: number, length: number): void {
	if (offset >= 0 && length >= 0 && offset + length <= size) return;
	throw new InputError(`'${name}' ends at byte ${size}, want ${length} bytes from ${offset}: is it cut off?`);
}
