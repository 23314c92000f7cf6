/** Zip archives put together by hand, so that they can lie. */

import { crc32, deflateRawSync } from "node:zlib";
import { concatenate, littleEndian } from "./pickle-assembler.ts";

export interface HandmadeEntry {
	readonly name: string;
	readonly data: Uint8Array;
	/** 0 stored (default), 8 deflated; others are only claimed. */
	readonly method?: number;
	readonly flags?: number;
	/** Size that the directory declares, where it lies. */
	readonly declared?: number;
	/** Checksum that is declared, where it lies. */
	readonly crc?: number;
	/** Place that the directory declares, where it lies. */
	readonly place?: number;
}

export function handmadeZip(entries: readonly HandmadeEntry[]): Uint8Array {
	const pieces: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let at = 0;
	for (const entry of entries) {
		const packed = entry.method === 8 ? deflateRawSync(entry.data) : entry.data;
		const name = new TextEncoder().encode(entry.name);
		const facts = sharedFields(entry, packed.length, name.length);
		const local = concatenate([littleEndian(0x04034b50, 4), facts, littleEndian(0, 2), name]);
		const place = littleEndian(entry.place ?? at, 4);
		directory.push(littleEndian(0x02014b50, 4), littleEndian(20, 2), facts, new Uint8Array(12), place, name);
		pieces.push(local, packed);
		at += local.length + packed.length;
	}
	const central = concatenate(directory);
	const count = littleEndian(entries.length, 2);
	const end = [new Uint8Array(4), count, count, littleEndian(central.length, 4), littleEndian(at, 4)];
	return concatenate([...pieces, central, littleEndian(0x06054b50, 4), ...end, new Uint8Array(2)]);
}

/** What local header and directory both say: version to length of the name. */
function sharedFields(entry: HandmadeEntry, packed: number, nameLength: number): Uint8Array {
	const { data, method = 0, flags = 0x0800, declared, crc = crc32(data) } = entry;
	const stored = method === 0;
	return concatenate([
		...[littleEndian(20, 2), littleEndian(flags, 2), littleEndian(method, 2), new Uint8Array(4)],
		littleEndian(crc, 4),
		littleEndian(stored ? (declared ?? packed) : packed, 4),
		...[littleEndian(declared ?? data.length, 4), littleEndian(nameLength, 2)],
	]);
}
