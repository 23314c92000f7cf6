/**
 * The forms in which an opcode's operand is written, and how each is read.
 *
 * @see Python's `pickletools` for the format; kinds are named after what they give and the width of their length.
 */

import { type ByteRange, partOf } from "../byte-range.ts";
import type { ByteWindow } from "../byte-window.ts";
import { PICKLE_LIMITS } from "./limits.ts";

/** What each form gives. */
export interface OperandTypes {
	readonly none: undefined;
	readonly uint8: number;
	readonly uint16: number;
	readonly uint32: number;
	readonly int32: number;
	readonly uint64: number;
	readonly float64: number;
	/** Text up to a line feed, one character a byte. */
	readonly line: string;
	/** Two lines: module and name. */
	readonly lines: readonly [first: string, second: string];
	/** UTF-8 after a length of one, four, eight bytes. */
	readonly text1: string;
	readonly text4: string;
	readonly text8: string;
	/** Python 2's byte strings, read as Latin-1. */
	readonly string1: string;
	readonly string4: string;
	readonly bytes1: ByteRange;
	readonly bytes4: ByteRange;
	readonly bytes8: ByteRange;
	/** Two's complement, little-endian. */
	readonly integer1: number | bigint;
	readonly integer4: number | bigint;
}

export type OperandKind = keyof OperandTypes;

type OperandReaders = {
	readonly [K in OperandKind]: (window: ByteWindow, opcode: string) => OperandTypes[K] | Promise<OperandTypes[K]>;
};

export const OPERAND_READERS: OperandReaders = {
	none: () => undefined,
	uint8: (window, opcode) => fixed(window, opcode, 1, () => window.uint8()),
	uint16: (window, opcode) => fixed(window, opcode, 2, () => window.uint16()),
	uint32: (window, opcode) => fixed(window, opcode, 4, () => window.uint32()),
	int32: (window, opcode) => fixed(window, opcode, 4, () => window.int32()),
	uint64: (window, opcode) => fixed(window, opcode, 8, () => window.uint64()),
	float64: (window, opcode) => fixed(window, opcode, 8, () => window.float64()),
	line: (window, opcode) => readLine(window, opcode),
	lines: async (window, opcode) => [await readName(window, opcode), await readName(window, opcode)],
	text1: async (window, opcode) => utf8(window, opcode, await length(window, opcode, 1)),
	text4: async (window, opcode) => utf8(window, opcode, await length(window, opcode, 4)),
	text8: async (window, opcode) => utf8(window, opcode, await length(window, opcode, 8)),
	string1: async (window, opcode) => latin1(await taken(window, opcode, await length(window, opcode, 1))),
	string4: async (window, opcode) => latin1(await taken(window, opcode, await length(window, opcode, 4))),
	bytes1: async (window, opcode) => bytes(window, opcode, await length(window, opcode, 1)),
	bytes4: async (window, opcode) => bytes(window, opcode, await length(window, opcode, 4)),
	bytes8: async (window, opcode) => bytes(window, opcode, await length(window, opcode, 8)),
	integer1: async (window, opcode) => integer(window, opcode, await length(window, opcode, 1)),
	integer4: async (window, opcode) => integer(window, opcode, await length(window, opcode, 4)),
};

/** One character for each byte. */
export function latin1(bytes: Uint8Array): string {
	const PIECE = 8_192; // as many arguments as every engine takes
	const pieces: string[] = [];
	for (let begin = 0; begin < bytes.length; begin += PIECE) {
		pieces.push(String.fromCharCode(...bytes.subarray(begin, begin + PIECE)));
	}
	return pieces.join("");
}

/** A number where that is exact, else the bigint. */
export function exactInteger(value: bigint): number | bigint {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value;
}

/** Little-endian two's complement of any length, as Python writes LONG1 and LONG4. No bytes are zero. */
export function twosComplement(bytes: Uint8Array): number | bigint {
	if (bytes.length === 0) return 0;
	const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).reverse();
	return exactInteger(BigInt.asIntN(8 * bytes.length, BigInt(`0x${digits.join("")}`)));
}

function fixed<T>(window: ByteWindow, opcode: string, size: number, read: () => T): T | Promise<T> {
	return window.holds(size) ? read() : window.need(size, opcode).then(read);
}

async function length(window: ByteWindow, opcode: string, width: 1 | 4 | 8): Promise<number> {
	await window.need(width, opcode);
	if (width === 1) return window.uint8();
	return width === 4 ? window.uint32() : window.uint64();
}

async function readLine(window: ByteWindow, opcode: string): Promise<string> {
	return latin1(await window.line(opcode, PICKLE_LIMITS.textBytes));
}

async function readName(window: ByteWindow, opcode: string): Promise<string> {
	return latin1(await window.line(opcode, PICKLE_LIMITS.nameLength));
}

async function taken(window: ByteWindow, opcode: string, count: number): Promise<Uint8Array> {
	if (count > PICKLE_LIMITS.textBytes) window.fail(`${opcode} of ${count} bytes; no text in a checkpoint is that long`);
	await window.need(count, opcode);
	return window.take(count);
}

async function utf8(window: ByteWindow, opcode: string, count: number): Promise<string> {
	const encoded = await taken(window, opcode, count);
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(encoded);
	} catch {
		return window.fail(`${opcode}: the ${count} bytes before are not UTF-8`);
	}
}

async function bytes(window: ByteWindow, opcode: string, count: number): Promise<ByteRange> {
	const start = window.position;
	if (count > PICKLE_LIMITS.heldBytes) {
		window.skip(count, opcode);
		return partOf(window.range, start, start + count);
	}
	await window.need(count, opcode);
	const { source, allowance } = window.range;
	return { source, start, end: start + count, held: window.take(count).slice(), allowance };
}

async function integer(window: ByteWindow, opcode: string, count: number): Promise<number | bigint> {
	if (count > PICKLE_LIMITS.integerBytes)
		window.fail(`${opcode} of ${count} bytes; no integer in a checkpoint is that long`);
	await window.need(count, opcode);
	return twosComplement(window.take(count));
}
