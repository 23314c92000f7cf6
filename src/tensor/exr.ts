/**
 * OpenEXR files of one channel of 32-bit floats, uncompressed: numbers that pictures of 8 bits cannot hold, with notes on
 * what they are. Scan lines from the top, one part, version 2 without flags.
 * @see https://openexr.com/en/latest/OpenEXRFileLayout.html
 */

import { InputError } from "./errors.ts";
import type { Float32Tensor } from "./host-tensor.ts";
import { matchShape } from "./shape.ts";

const MAGIC = 0x01312f76;
const VERSION = 2;
const FLOAT = 2;
const UNCOMPRESSED = 0;
const INCREASING_Y = 0;
/** Names of attributes and channels without the flag for long names. */
const LONGEST_NAME = 31;

export interface ExrOptions {
	/** Name of the channel, as in "Z". */
	readonly channel: string;
	/** Notes by name: what the numbers are, in which unit. Printable ASCII. */
	readonly notes?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes a picture of numbers.
 * @param image  [H, W]
 * @returns the file; the same numbers give the same bytes. Throws `InputError` for names that the format does not take
 */
export function writeExr(image: Float32Tensor, { channel, notes = {} }: ExrOptions): Uint8Array {
	const { H, W } = matchShape("writeExr: image", image.shape, ["H", "W"]);
	const window = ints(0, 0, W - 1, H - 1);
	const header = joined([
		ints(MAGIC, VERSION),
		attribute("channels", "chlist", joined([name(channel), ints(FLOAT, 0, 1, 1), Uint8Array.of(0)])),
		attribute("compression", "compression", Uint8Array.of(UNCOMPRESSED)),
		attribute("dataWindow", "box2i", window),
		attribute("displayWindow", "box2i", window),
		attribute("lineOrder", "lineOrder", Uint8Array.of(INCREASING_Y)),
		attribute("pixelAspectRatio", "float", floats(1)),
		attribute("screenWindowCenter", "v2f", floats(0, 0)),
		attribute("screenWindowWidth", "float", floats(1)),
		...Object.entries(notes).map(([key, text]) => attribute(key, "string", ascii(text))),
		Uint8Array.of(0),
	]);
	const lineBytes = 8 + 4 * W;
	const first = header.length + 8 * H;
	const file = new Uint8Array(first + H * lineBytes);
	file.set(header);
	const view = new DataView(file.buffer);
	for (let row = 0; row < H; row++) {
		const at = first + row * lineBytes;
		view.setBigUint64(header.length + 8 * row, BigInt(at), true);
		view.setInt32(at, row, true);
		view.setInt32(at + 4, 4 * W, true);
		for (let column = 0; column < W; column++)
			view.setFloat32(at + 8 + 4 * column, image.data[row * W + column] ?? 0, true);
	}
	return file;
}

function attribute(key: string, type: string, value: Uint8Array): Uint8Array {
	return joined([name(key), name(type), ints(value.length), value]);
}

function name(text: string): Uint8Array {
	if (text.length === 0 || text.length > LONGEST_NAME) {
		throw new InputError(`writeExr: the name '${text}' has ${text.length} characters, want 1 to ${LONGEST_NAME}`);
	}
	return joined([ascii(text), Uint8Array.of(0)]);
}

function ascii(text: string): Uint8Array {
	if (!/^[\x20-\x7e]*$/.test(text)) throw new InputError(`writeExr: '${text}' is no printable ASCII`);
	return new TextEncoder().encode(text);
}

function ints(...values: readonly number[]): Uint8Array {
	const view = new DataView(new ArrayBuffer(4 * values.length));
	for (const [index, value] of values.entries()) view.setInt32(4 * index, value, true);
	return new Uint8Array(view.buffer);
}

function floats(...values: readonly number[]): Uint8Array {
	const view = new DataView(new ArrayBuffer(4 * values.length));
	for (const [index, value] of values.entries()) view.setFloat32(4 * index, value, true);
	return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}
