/**
 * Writes zip archives entry by entry: stored, not compressed, since images are compressed already and readers then find
 * them by place. All times are 1 January 1980, so that the same entries give the same bytes.
 *
 * An entry's size and checksum stand before its bytes, not behind them, and the directory says 64-bit numbers as soon as
 * 32 or 16 bits do not suffice.
 *
 * Tried and left: client-zip 2.5.1 writes no 64-bit directory for more than 65,535 entries below 4 GiB, which readers
 * then refuse, and computes checksums in JavaScript.
 *
 * @see APPNOTE 6.3.9 §4.3 (structures), §4.5.3 (zip64)
 */

/** One file of an archive. */
export interface ZipContent {
	/** Relative, with `/` between folders. */
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** CRC-32 as zip and zlib count it; platforms have fast ones. */
export type Crc32 = (bytes: Uint8Array) => number;

interface WrittenEntry {
	readonly name: Uint8Array;
	readonly crc: number;
	readonly bytes: number;
	/** Where its local header begins. */
	readonly place: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
/** Version of the format that a reader needs: 2.0 for folders, 4.5 for 64-bit numbers. */
const PLAIN_VERSION = 20;
const WIDE_VERSION = 45;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, the first day that the format knows. */
const FIRST_DAY = 0x21;
const ZIP64_EXTRA = 1;
const FULL16 = 0xffff;
const FULL32 = 0xffffffff;

/** The bytes of the archive, piece by piece. Entries below 4 GiB each. */
export async function* storedZip(
	entries: AsyncIterable<ZipContent> | Iterable<ZipContent>,
	crc32: Crc32,
): AsyncGenerator<Uint8Array, void, undefined> {
	const written: WrittenEntry[] = [];
	let place = 0;
	for await (const { name, bytes } of entries) {
		const entry = { name: new TextEncoder().encode(name), crc: crc32(bytes), bytes: bytes.byteLength, place };
		const header = localHeader(entry);
		yield header;
		yield bytes;
		written.push(entry);
		place += header.byteLength + bytes.byteLength;
	}
	const start = place;
	for (const entry of written) {
		const header = centralHeader(entry);
		yield header;
		place += header.byteLength;
	}
	yield endRecords(written.length, start, place);
}

function localHeader({ name, crc, bytes }: WrittenEntry): Uint8Array {
	return new Fields(30 + name.byteLength)
		.word(LOCAL)
		.halves(PLAIN_VERSION, UTF8_NAMES, 0, 0, FIRST_DAY)
		.words(crc, bytes, bytes)
		.halves(name.byteLength, 0)
		.bytes(name).done;
}

/** Places beyond 32 bits go into an extra field. */
function centralHeader({ name, crc, bytes, place }: WrittenEntry): Uint8Array {
	const wide = place >= FULL32;
	const version = wide ? WIDE_VERSION : PLAIN_VERSION;
	const extra = wide ? 12 : 0;
	const fields = new Fields(46 + name.byteLength + extra)
		.word(CENTRAL)
		.halves(version, version, UTF8_NAMES, 0, 0, FIRST_DAY)
		.words(crc, bytes, bytes)
		.halves(name.byteLength, extra, 0, 0, 0)
		.words(0, wide ? FULL32 : place)
		.bytes(name);
	return wide ? fields.halves(ZIP64_EXTRA, 8).long(place).done : fields.done;
}

function endRecords(count: number, start: number, end: number): Uint8Array {
	const wide = count >= FULL16 || start >= FULL32 || end - start >= FULL32;
	const fields = new Fields(22 + (wide ? 76 : 0));
	if (wide) {
		fields.word(END64).long(44).halves(WIDE_VERSION, WIDE_VERSION).words(0, 0);
		fields
			.long(count)
			.long(count)
			.long(end - start)
			.long(start);
		fields.words(END64_LOCATOR, 0).long(end).word(1);
	}
	const told = Math.min(count, FULL16);
	return fields
		.word(END)
		.halves(0, 0, told, told)
		.words(Math.min(end - start, FULL32), Math.min(start, FULL32))
		.halves(0).done;
}

/** Little-endian numbers, one after the other. */
class Fields {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	#at = 0;

	constructor(length: number) {
		this.#bytes = new Uint8Array(length);
		this.#view = new DataView(this.#bytes.buffer);
	}

	halves(...values: readonly number[]): this {
		for (const value of values) {
			this.#view.setUint16(this.#at, value, true);
			this.#at += 2;
		}
		return this;
	}

	word(value: number): this {
		return this.words(value);
	}

	words(...values: readonly number[]): this {
		for (const value of values) {
			this.#view.setUint32(this.#at, value, true);
			this.#at += 4;
		}
		return this;
	}

	long(value: number): this {
		this.#view.setBigUint64(this.#at, BigInt(value), true);
		this.#at += 8;
		return this;
	}

	bytes(values: Uint8Array): this {
		this.#bytes.set(values, this.#at);
		this.#at += values.byteLength;
		return this;
	}

	get done(): Uint8Array {
		return this.#bytes;
	}
}
