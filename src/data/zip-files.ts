/**
 * The files of a zip archive, stored or deflated. Only the directory at its end is read at once; images are read one by
 * one, so an archive of 100,000 images takes no more memory than its names.
 *
 * An archive is hostile: unzipit checks that places lie inside it and that an inflated entry has the size it declares;
 * here every read is bounded, so that no declared size is allocated before it was judged, and names are checked by
 * `admitFiles`.
 */

import { unzipRaw, type ZipEntry } from "unzipit";
import type { ByteSource } from "../host/byte-source.ts";
import type { FileSet } from "../host/file-set.ts";
import { InputError, TriplaneError } from "../tensor/errors.ts";
import { admitFiles, type ListedFile, normalizedName } from "./file-names.ts";
import type { Crc32 } from "./zip-writer.ts";

/** The directory of a million entries is 80 MB. */
const MOST_BYTES_AT_ONCE = 512 * 2 ** 20;
const STORED = 0;
const DEFLATED = 8;

/**
 * Opens the archive in `source`, which the caller keeps open as long as the set is used.
 * @param crc32  what checksums are compared with; without it damage inside stored files is not noticed
 * Rejects with `InputError` when it is no zip archive, or a damaged one.
 */
export async function openZip(source: ByteSource, crc32?: Crc32): Promise<FileSet> {
	const entries = await zipDirectory(source);
	const { sizes, refused } = admitFiles(entries.map(listedFile));
	const byName = new Map<string, ZipEntry>();
	for (const entry of entries) {
		const name = normalizedName(entry.name);
		// of two entries of one name the first one counts, as in admitFiles
		if (sizes.has(name) && !byName.has(name)) byName.set(name, entry);
	}
	return {
		name: source.name,
		sizes,
		refused,
		read: async (name) => {
			const entry = byName.get(name);
			if (!entry) throw new InputError(`'${source.name}' has no file '${name}'`);
			return await unpackedEntry(source.name, name, entry, crc32);
		},
		[Symbol.asyncDispose]: async () => undefined,
	};
}

/** Names, sizes and places of everything in the archive, as it says. */
export async function zipDirectory(source: ByteSource): Promise<readonly ZipEntry[]> {
	const { name, size } = source;
	const read = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
		if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
			throw new InputError(
				`'${name}': the zip archive speaks of bytes ${offset} to ${offset + length}, but has ${size}; is it cut off?`,
			);
		}
		if (length > MOST_BYTES_AT_ONCE) {
			throw new InputError(`'${name}': a zip directory or entry of ${length} bytes is too large`);
		}
		return ownBytes(await source.read(offset, length));
	};
	try {
		return (await unzipRaw({ getLength: async () => size, read })).entries;
	} catch (error) {
		throw zipError(`'${name}' cannot be read as a zip archive`, error);
	}
}

function listedFile({ name, size, encrypted, compressionMethod }: ZipEntry): ListedFile {
	if (encrypted) return { name, size, unreadable: "encrypted" };
	const known = compressionMethod === STORED || compressionMethod === DEFLATED;
	return { name, size, unreadable: known ? undefined : "unknown-compression" };
}

/** The bytes of an entry. Rejects with `InputError` where it is damaged. */
export async function unpackedEntry(
	archive: string,
	name: string,
	entry: ZipEntry,
	crc32: Crc32 | undefined,
): Promise<Uint8Array> {
	const bytes = await entry.arrayBuffer().then(
		(buffer) => new Uint8Array(buffer),
		(error: unknown) => {
			throw zipError(`'${name}' in '${archive}' cannot be unpacked`, error);
		},
	);
	const wanted = checksumOf(entry);
	const found = crc32?.(bytes) ?? wanted;
	if (found >>> 0 === wanted >>> 0) return bytes;
	const [has, wants] = [found, wanted].map((crc) => (crc >>> 0).toString(16).padStart(8, "0"));
	throw new InputError(
		`'${name}' in '${archive}' is damaged: its checksum is ${has}, the archive says ${wants}; copy or download the archive again`,
	);
}

/** What the directory says. unzipit reads it, and keeps it to itself; a test holds that it is there. */
function checksumOf(entry: ZipEntry): number {
	const { _rawEntry: raw } = entry as unknown as { readonly _rawEntry?: { readonly crc32?: unknown } };
	if (typeof raw?.crc32 === "number") return raw.crc32;
	throw new RangeError("zip: unzipit has no checksums any more");
}

function zipError(what: string, error: unknown): TriplaneError {
	if (error instanceof TriplaneError) return error;
	return new InputError(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}

/** unzipit wants bytes on a buffer that is not shared. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	const { buffer, byteOffset, byteLength } = bytes;
	return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : Uint8Array.from(bytes);
}
