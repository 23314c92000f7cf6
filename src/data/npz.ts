/** NumPy's `.npz` archives: arrays by name, each a `.npy` file in a zip, stored or deflated. */

import type { ByteSource } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { readNpy } from "../tensor/npy.ts";
import { unpackedEntry, zipDirectory } from "./zip-files.ts";
import type { Crc32 } from "./zip-writer.ts";

const ENDING = ".npy";
const MOST_ARRAYS = 1000;
/** Of all arrays together, unpacked. */
const MOST_BYTES = 2 ** 30;

/**
 * Reads all arrays of an archive, or gives `null` where it has none: zip archives of other kinds begin alike.
 * @param crc32  what checksums are compared with
 * Rejects with `CheckpointError` when it is damaged or too large, and as `zipDirectory` does.
 */
export async function readNpz(source: ByteSource, crc32?: Crc32): Promise<ReadonlyMap<string, HostTensor> | null> {
	const entries = (await zipDirectory(source)).filter(({ name }) => name.endsWith(ENDING));
	if (entries.length === 0) return null;
	const total = entries.reduce((sum, { size }) => sum + size, 0);
	if (entries.length > MOST_ARRAYS || total > MOST_BYTES) {
		throw new CheckpointError(
			`'${source.name}': ${entries.length} arrays of ${total} bytes unpacked, want at most ${MOST_ARRAYS} of ${MOST_BYTES} bytes together`,
		);
	}
	const arrays = new Map<string, HostTensor>();
	for (const entry of entries) {
		const name = entry.name.slice(0, -ENDING.length);
		arrays.set(name, readNpy(`'${source.name}': ${name}`, await unpackedEntry(source.name, entry.name, entry, crc32)));
	}
	return arrays;
}
