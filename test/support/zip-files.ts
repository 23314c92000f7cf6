/** Writes zip archives of stored entries as torch does, padded so that data begins at multiples of 64. */

import { concatenate, littleEndian } from "./pickle-assembler.ts";

export interface ZipOptions {
	/** Compression method that the entries claim. */
	readonly method?: number;
	readonly flags?: number;
	/** Writes sizes and places in zip64 fields, as torch does. */
	readonly zip64?: boolean;
	readonly comment?: string;
}

type Entry = readonly [name: string, data: Uint8Array];

export function storedZip(entries: readonly Entry[], options: ZipOptions = {}): Uint8Array {
	const chunks: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let at = 0;
	for (const entry of entries) {
		directory.push(centralHeader(entry, at, options));
		const local = localHeader(entry, at, options);
		chunks.push(local, entry[1]);
		at += local.length + entry[1].length;
	}
	const central = concatenate(directory);
	const end64 = options.zip64 ? [endRecord64(entries.length, at, central.length)] : [];
	return concatenate([
		...chunks,
		central,
		...end64,
		endRecord(entries.length, at, central.length, options.comment ?? ""),
	]);
}

function localHeader([name, data]: Entry, at: number, { method = 0, flags = 0 }: ZipOptions): Uint8Array {
	const encoded = new TextEncoder().encode(name);
	const padding = (64 - ((at + 30 + encoded.length + 4) % 64)) % 64;
	return concatenate([
		...[word(0x04034b50), half(20), half(flags), half(method), half(0), half(0), word(0)],
		...[word(data.length), word(data.length), half(encoded.length), half(4 + padding), encoded],
		...[half(0x4246), half(padding), new Uint8Array(padding)],
	]);
}

function centralHeader(
	[name, data]: Entry,
	at: number,
	{ method = 0, flags = 0, zip64 = false }: ZipOptions,
): Uint8Array {
	const encoded = new TextEncoder().encode(name);
	const wide = zip64
		? [half(1), half(24), littleEndian(data.length, 8), littleEndian(data.length, 8), littleEndian(at, 8)]
		: [];
	const extra = concatenate(wide);
	const told = (value: number): Uint8Array => word(zip64 ? 0xffffffff : value);
	return concatenate([
		...[word(0x02014b50), half(20), half(20), half(flags), half(method), half(0), half(0), word(0)],
		...[told(data.length), told(data.length), half(encoded.length), half(extra.length), half(0), half(0), half(0)],
		...[word(0), told(at), encoded, extra],
	]);
}

function endRecord(count: number, start: number, length: number, comment: string): Uint8Array {
	const note = new TextEncoder().encode(comment);
	const counts = [half(count), half(count), word(length), word(start)];
	return concatenate([word(0x06054b50), half(0), half(0), ...counts, half(note.length), note]);
}

/** The zip64 end record and its locator. */
function endRecord64(count: number, start: number, length: number): Uint8Array {
	return concatenate([
		...[word(0x06064b50), littleEndian(44, 8), half(20), half(20), littleEndian(0, 8)],
		...[littleEndian(count, 8), littleEndian(count, 8), littleEndian(length, 8), littleEndian(start, 8)],
		...[word(0x07064b50), word(0), littleEndian(start + length, 8), word(1)],
	]);
}

function half(value: number): Uint8Array {
	return littleEndian(value, 2);
}

function word(value: number): Uint8Array {
	return littleEndian(value, 4);
}
