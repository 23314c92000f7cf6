/**
 * Reads a byte range forwards through a small window, so that the opcodes of a pickle are parsed without having the
 * weights between them in memory: byte strings that are not wanted now are skipped, not read.
 */

import { CheckpointError } from "../tensor/errors.ts";
import { type ByteRange, readRange } from "./byte-range.ts";

/** Bytes asked of the source at once. */
const DEFAULT_CHUNK_BYTES = 65_536;

const LINE_FEED = 0x0a;

export class ByteWindow {
	readonly range: ByteRange;
	readonly #chunkBytes: number;
	#position: number;
	#chunk: Uint8Array = new Uint8Array(0);
	#view: DataView = new DataView(this.#chunk.buffer);
	/** Offset of the chunk in the source. */
	#chunkStart: number;

	constructor(range: ByteRange, chunkBytes: number = DEFAULT_CHUNK_BYTES) {
		this.range = range;
		this.#chunkBytes = chunkBytes;
		this.#position = range.start;
		this.#chunkStart = range.start;
	}

	/** Offset of the next byte in the source. */
	get position(): number {
		return this.#position;
	}

	/** Bytes from here to the end of the range. */
	get remaining(): number {
		return this.range.end - this.#position;
	}

	/** Whether the next `count` bytes are in the window, so that they can be taken without waiting. */
	holds(count: number): boolean {
		return this.#position + count <= this.#chunkStart + this.#chunk.byteLength;
	}

	/** Brings the next `count` bytes into the window. `what` is what they are part of. */
	async need(count: number, what: string): Promise<void> {
		if (this.holds(count)) return;
		if (count > this.remaining) {
			this.fail(`${what} needs ${count} bytes, but only ${this.remaining} are left: the file is cut short or damaged`);
		}
		const end = Math.min(this.range.end, this.#position + Math.max(count, this.#chunkBytes));
		this.#chunk = await readRange(this.range, this.#position, end, what);
		this.#view = new DataView(this.#chunk.buffer, this.#chunk.byteOffset, this.#chunk.byteLength);
		this.#chunkStart = this.#position;
	}

	/** The next `count` bytes, which `need` has brought in: a view, good until the next `need`. */
	take(count: number): Uint8Array {
		const begin = this.#advance(count);
		return this.#chunk.subarray(begin, begin + count);
	}

	/** Passes over `count` bytes without reading them. */
	skip(count: number, what: string): void {
		if (count > this.remaining) this.fail(`${what} has ${count} bytes, but only ${this.remaining} are left`);
		this.#position += count;
	}

	uint8(): number {
		return this.#view.getUint8(this.#advance(1));
	}

	uint16(): number {
		return this.#view.getUint16(this.#advance(2), true);
	}

	int32(): number {
		return this.#view.getInt32(this.#advance(4), true);
	}

	uint32(): number {
		return this.#view.getUint32(this.#advance(4), true);
	}

	/** A length or count of eight bytes; one beyond 2⁵³ cannot be true and is refused. */
	uint64(): number {
		const value = this.#view.getBigUint64(this.#advance(8), true);
		if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail(`a length of ${value} bytes cannot be true`);
		return Number(value);
	}

	/** Big-endian, the only one there is in a pickle. */
	float64(): number {
		return this.#view.getFloat64(this.#advance(8), false);
	}

	/** Bytes up to the next line feed, which is passed over. */
	async line(what: string, maxBytes: number): Promise<Uint8Array> {
		for (let wanted = 128; ; wanted *= 2) {
			const count = Math.min(wanted, this.remaining);
			await this.need(count, what);
			const begin = this.#position - this.#chunkStart;
			const end = this.#chunk.subarray(begin, begin + count).indexOf(LINE_FEED);
			if (end >= 0) return this.take(end + 1).subarray(0, end);
			if (count === this.remaining || count >= maxBytes) this.fail(`${what} has no end of line within ${count} bytes`);
		}
	}

	fail(message: string): never {
		throw new CheckpointError(`${this.range.source.name}: byte ${this.#position}: ${message}`);
	}

	#advance(count: number): number {
		const begin = this.#position - this.#chunkStart;
		this.#position += count;
		return begin;
	}
}
