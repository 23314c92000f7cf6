/**
 * The directory of a zip archive: names and places of its entries, nothing unpacked.
 *
 * torch writes entries stored, never compressed, so an entry is a range of the file. An encrypted entry is refused, and
 * so are entries that share bytes. A compressed one is refused when it is wanted, which leaves no room for archives that
 * grow when they are opened.
 *
 * @see APPNOTE 6.3.9 §4.3 (structures), §4.5.3 (zip64)
 */

import { CheckpointError } from "../../tensor/errors.ts";
import { type ByteRange, partOf, readRange } from "../byte-range.ts";
import { printable } from "../printable.ts";

const MAX_ENTRIES = 100_000;
const MAX_DIRECTORY_BYTES = 32 * 1024 * 1024;

const LOCAL_HEADER = { signature: 0x04034b50, bytes: 30 };
const CENTRAL_HEADER = { signature: 0x02014b50, bytes: 46 };
const END = { signature: 0x06054b50, bytes: 22, maxComment: 0xffff };
const END64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const END64 = { signature: 0x06064b50, bytes: 56 };
const ZIP64_EXTRA = 1;
const IN_ZIP64 = 0xffffffff;

interface Entry {
	readonly name: string;
	/** As they stand in the file. */
	readonly bytes: number;
	/** 0 is stored; others are compressed, and refused when they are wanted. */
	readonly method: number;
	/** Where its local header begins. */
	readonly header: number;
}

/** Where the next thing in the file begins: no entry may reach beyond. */
type BoundedEntry = Entry & { readonly limit: number };

/** The entries of an archive by name. */
export class ZipDirectory {
	readonly #archive: ByteRange;
	readonly #entries: ReadonlyMap<string, BoundedEntry>;

	private constructor(archive: ByteRange, entries: ReadonlyMap<string, BoundedEntry>) {
		this.#archive = archive;
		this.#entries = entries;
	}

	/** Reads the directory of the archive that fills `archive`, which begins at byte 0. Throws `CheckpointError`. */
	static async read(archive: ByteRange): Promise<ZipDirectory> {
		const { start, end, count } = await findDirectory(archive);
		const entries = parseDirectory(archive, await readRange(archive, start, end, "the zip directory"), start, count);
		return new ZipDirectory(archive, boundedEntries(archive, entries, start));
	}

	get names(): readonly string[] {
		return [...this.#entries.keys()];
	}

	/** The bytes of an entry, or undefined when there is none of that name. */
	async entry(name: string): Promise<ByteRange | undefined> {
		const entry = this.#entries.get(name);
		if (entry === undefined) return undefined;
		const { header, limit, method } = entry;
		if (method !== 0) {
			refuse(
				this.#archive,
				header,
				`zip entry '${printable(name)}' is compressed (method ${method}); torch stores its entries, pack the file again with torch.save`,
			);
		}
		const bytes = await readRange(this.#archive, header, header + LOCAL_HEADER.bytes, "the header of a zip entry");
		const view = viewOf(bytes);
		if (view.getUint32(0, true) !== LOCAL_HEADER.signature) refuse(this.#archive, header, "no zip entry begins here");
		const start = header + LOCAL_HEADER.bytes + view.getUint16(26, true) + view.getUint16(28, true);
		if (start + entry.bytes > limit) {
			refuse(
				this.#archive,
				header,
				`zip entry '${printable(name)}' of ${entry.bytes} bytes reaches into what follows it`,
			);
		}
		return partOf(this.#archive, start, start + entry.bytes);
	}
}

interface DirectoryPlace {
	readonly start: number;
	readonly end: number;
	readonly count: number;
}

async function findDirectory(archive: ByteRange): Promise<DirectoryPlace> {
	const tailStart = Math.max(0, archive.end - END.bytes - END.maxComment);
	const tail = await readRange(archive, tailStart, archive.end, "the end of the zip archive");
	const view = viewOf(tail);
	let at = tail.length - END.bytes;
	while (
		at >= 0 &&
		!(view.getUint32(at, true) === END.signature && at + END.bytes + view.getUint16(at + 20, true) === tail.length)
	)
		at--;
	if (at < 0) refuse(archive, archive.end, "the zip archive has no end record: the file is cut short or damaged");
	const end64 = at >= END64_LOCATOR.bytes ? await findEnd64(archive, view, at - END64_LOCATOR.bytes) : undefined;
	const place = end64 ?? {
		count: view.getUint16(at + 10, true),
		start: view.getUint32(at + 16, true),
		end: view.getUint32(at + 16, true) + view.getUint32(at + 12, true),
	};
	if (place.end > tailStart + at)
		refuse(archive, tailStart + at, "the zip directory does not end before its end record");
	if (place.count > MAX_ENTRIES || place.end - place.start > MAX_DIRECTORY_BYTES) {
		refuse(
			archive,
			tailStart + at,
			`a zip directory of ${place.count} entries in ${place.end - place.start} bytes is too large`,
		);
	}
	return place;
}

/** The zip64 end record, when the locator before the end record leads to one. torch writes it always. */
async function findEnd64(archive: ByteRange, tail: DataView, locator: number): Promise<DirectoryPlace | undefined> {
	if (tail.getUint32(locator, true) !== END64_LOCATOR.signature) return undefined;
	const at = Number(tail.getBigUint64(locator + 8, true));
	const view = viewOf(await readRange(archive, at, at + END64.bytes, "the zip64 end record"));
	if (view.getUint32(0, true) !== END64.signature) refuse(archive, at, "no zip64 end record begins here");
	const start = Number(view.getBigUint64(48, true));
	return { count: Number(view.getBigUint64(32, true)), start, end: start + Number(view.getBigUint64(40, true)) };
}

function parseDirectory(archive: ByteRange, bytes: Uint8Array, start: number, count: number): Entry[] {
	const entries: Entry[] = [];
	const view = viewOf(bytes);
	let at = 0;
	for (let i = 0; i < count; i++) {
		const place = start + at;
		if (at + CENTRAL_HEADER.bytes > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER.signature) {
			refuse(archive, place, `the zip directory ends after ${i} of ${count} entries`);
		}
		const nameEnd = at + CENTRAL_HEADER.bytes + view.getUint16(at + 28, true);
		const extraEnd = nameEnd + view.getUint16(at + 30, true);
		const next = extraEnd + view.getUint16(at + 32, true);
		if (next > bytes.length) refuse(archive, place, "a zip entry reaches out of its directory");
		const name = utf8(archive, place, bytes.subarray(at + CENTRAL_HEADER.bytes, nameEnd));
		entries.push(parseEntry(archive, place, name, view, at, bytes.subarray(nameEnd, extraEnd)));
		at = next;
	}
	return entries;
}

function parseEntry(
	archive: ByteRange,
	place: number,
	name: string,
	view: DataView,
	at: number,
	extra: Uint8Array,
): Entry {
	const flags = view.getUint16(at + 8, true);
	const method = view.getUint16(at + 10, true);
	const what = `zip entry '${printable(name)}'`;
	if ((flags & 1) !== 0) refuse(archive, place, `${what} is encrypted`);
	// The order in the extra field is fixed, and only those are there whose 32-bit field is full.
	const wide = zip64Values(extra);
	const widen = (value: number): number => (value === IN_ZIP64 ? (wide.shift() ?? value) : value);
	const bytes = widen(view.getUint32(at + 24, true));
	const stored = widen(view.getUint32(at + 20, true));
	const header = widen(view.getUint32(at + 42, true));
	if (method === 0 && bytes !== stored) refuse(archive, place, `${what} says ${stored} and ${bytes} bytes`);
	return { name, bytes: stored, method, header };
}

/** The 64-bit values of the zip64 extra field, if there is one. */
function zip64Values(extra: Uint8Array): number[] {
	const view = viewOf(extra);
	for (let at = 0; at + 4 <= extra.length; ) {
		const length = view.getUint16(at + 2, true);
		const end = at + 4 + length;
		if (view.getUint16(at, true) === ZIP64_EXTRA && end <= extra.length) {
			return Array.from({ length: Math.floor(length / 8) }, (_, i) => Number(view.getBigUint64(at + 4 + 8 * i, true)));
		}
		at = end;
	}
	return [];
}

/** Bounds each entry by the next one's header, or by the directory, so that no two entries share a byte. */
function boundedEntries(archive: ByteRange, entries: readonly Entry[], directory: number): Map<string, BoundedEntry> {
	const bounded = new Map<string, BoundedEntry>();
	const inOrder = [...entries].sort((a, b) => a.header - b.header);
	for (const [i, entry] of inOrder.entries()) {
		const limit = inOrder[i + 1]?.header ?? directory;
		if (entry.header + LOCAL_HEADER.bytes + entry.bytes > limit) {
			refuse(
				archive,
				entry.header,
				`zip entry '${printable(entry.name)}' of ${entry.bytes} bytes reaches into what follows it`,
			);
		}
		if (bounded.has(entry.name)) refuse(archive, entry.header, `there are two zip entries '${printable(entry.name)}'`);
		bounded.set(entry.name, { ...entry, limit });
	}
	return bounded;
}

function utf8(archive: ByteRange, place: number, bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return refuse(archive, place, "the name of a zip entry is not UTF-8");
	}
}

function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function refuse(archive: ByteRange, at: number, message: string): never {
	throw new CheckpointError(`${archive.source.name}: byte ${at}: ${message}`);
}
