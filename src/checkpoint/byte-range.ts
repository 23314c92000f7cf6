/**
 * A stretch of a byte source that has not necessarily been read.
 *
 * Checkpoints nest: a zip holds pickles, a pickle holds byte strings, a byte string holds a torch stream, a torch
 * stream holds the weights. All of them are ranges of one file with offsets of that file, so that nothing is copied
 * on the way down and every message names a place that a hex editor finds.
 */

import { type ByteSource, bytesInMemory } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { Allowance } from "./allowance.ts";

export interface ByteRange {
	readonly source: ByteSource;
	/** First byte, counted from the beginning of the source. */
	readonly start: number;
	/** One after the last byte. */
	readonly end: number;
	/** The bytes, if they are in memory already. */
	readonly held?: Uint8Array;
	/** What reading the file may cost, the same for all of its ranges. */
	readonly allowance: Allowance;
}

/** All of a source. */
export function wholeOf(source: ByteSource): ByteRange {
	return { source, start: 0, end: source.size, allowance: new Allowance(source.size) };
}

/** Bytes that stand in no file as they are, because they were decoded from text. */
export function heldRange(name: string, bytes: Uint8Array, allowance: Allowance): ByteRange {
	return { source: bytesInMemory(name, bytes), start: 0, end: bytes.byteLength, held: bytes, allowance };
}

export function lengthOf(range: ByteRange): number {
	return range.end - range.start;
}

/** The part [start, end) of a range, by offsets of the source. It must lie within. */
export function partOf({ source, start: begin, held, allowance }: ByteRange, start: number, end: number): ByteRange {
	return held === undefined
		? { source, start, end, allowance }
		: { source, start, end, held: held.subarray(start - begin, end - begin), allowance };
}

/**
 * Reads bytes [start, end) of the source, which must lie within `range`.
 * Throws `CheckpointError` when they do not; `what` says what was to be found there.
 */
export async function readRange(range: ByteRange, start: number, end: number, what: string): Promise<Uint8Array> {
	const { source, held } = range;
	const inside = Number.isSafeInteger(start) && Number.isSafeInteger(end);
	if (!inside || start < range.start || end < start || end > range.end) {
		throw new CheckpointError(
			`${source.name}: byte ${start}: ${what} would reach byte ${end}, but what holds it spans ${range.start} to ${range.end}`,
		);
	}
	if (held !== undefined) return held.subarray(start - range.start, end - range.start);
	const bytes = await source.read(start, end - start);
	if (bytes.byteLength !== end - start) {
		throw new CheckpointError(
			`${source.name}: byte ${start}: got ${bytes.byteLength} bytes of ${end - start} of ${what}; was the file changed while it was read?`,
		);
	}
	return bytes;
}
