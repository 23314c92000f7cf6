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
export function bytesInMemory(name: string, bytes: Uint8Array): ByteSource {
	return {
		name,
		size: bytes.byteLength,
		read: async (offset, length) => bytes.subarray(offset, offset + length),
	};
}
