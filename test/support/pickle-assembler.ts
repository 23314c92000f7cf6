/** Assembles pickles by hand, opcode by opcode, for tests of what Python would never write. */

import { OPCODES, type OpcodeName } from "../../src/checkpoint/pickle/opcodes.ts";

/** An opcode, an opcode with its operand's bytes (numbers are single bytes, texts are UTF-8), or bytes as they are. */
export type Piece = OpcodeName | Uint8Array | readonly [OpcodeName, ...(number | string | Uint8Array)[]];

export function assemble(...pieces: readonly Piece[]): Uint8Array {
	return concatenate(pieces.flatMap(pieceBytes));
}

/** A little-endian unsigned number of `width` bytes. */
export function littleEndian(value: number | bigint, width: number): Uint8Array {
	const bytes = new Uint8Array(width);
	if (typeof value === "number" && width <= 4) {
		for (let i = 0; i < width; i++) bytes[i] = value >>> (8 * i);
	} else for (let i = 0; i < width; i++) bytes[i] = Number((BigInt(value) >> BigInt(8 * i)) & 0xffn);
	return bytes;
}

/** SHORT_BINUNICODE of `text`. */
export function text(value: string): Piece {
	const encoded = new TextEncoder().encode(value);
	return ["SHORT_BINUNICODE", encoded.length, encoded];
}

/** GLOBAL of `module.name`. */
export function global(module: string, name: string): Piece {
	return ["GLOBAL", `${module}\n${name}\n`];
}

/** All bytes one after the other. */
export function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
	const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	return bytes;
}

function pieceBytes(piece: Piece): Uint8Array[] {
	if (piece instanceof Uint8Array) return [piece];
	const [name, ...operand] = typeof piece === "string" ? [piece] : piece;
	return [Uint8Array.of(OPCODES[name].code), ...operand.map(operandBytes)];
}

function operandBytes(part: number | string | Uint8Array): Uint8Array {
	if (typeof part === "number") return Uint8Array.of(part);
	return typeof part === "string" ? new TextEncoder().encode(part) : part;
}
