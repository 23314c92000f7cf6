/** Reads and checks the header of a safetensors file: every length, shape and place, before any tensor is read. */

import { bytesPerElement, type DType } from "../../tensor/dtype.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { elementCount, formatShape, type Shape } from "../../tensor/shape.ts";
import { jsonEntries, parseBoundedJson } from "../bounded-json.ts";
import { type ByteRange, lengthOf, readRange } from "../byte-range.ts";
import { printable } from "../printable.ts";
import { DTYPES_BY_NAME, MAX_HEADER_BYTES, METADATA_KEY, PREFIX_BYTES } from "./format.ts";

const MAX_AXES = 16;
/** Texts of the metadata; files of trainers have some dozens. */
const MAX_METADATA = 2 ** 14;

/** `{ "name": { "shape": [1] } }` */
const HEADER_DEPTH = 3;

export interface TensorEntry {
	readonly dtype: DType;
	readonly shape: Shape;
	/** First byte, counted from the beginning of the file. */
	readonly start: number;
	/** One after the last byte. */
	readonly end: number;
}

export interface SafetensorsHeader {
	readonly metadata: ReadonlyMap<string, string>;
	/** In the order of the header. */
	readonly entries: ReadonlyMap<string, TensorEntry>;
}

/** Whether a file that begins with `head` is safetensors, whole or cut off, as far as its first nine bytes tell. */
export function looksLikeSafetensors(head: Uint8Array): boolean {
	if (head.length < PREFIX_BYTES + 1 || head[PREFIX_BYTES] !== 0x7b) return false;
	return headerLength(head) <= BigInt(MAX_HEADER_BYTES);
}

/** Reads the header of the file that fills `file`. Throws `CheckpointError` naming the place or the tensor. */
export async function readHeader(file: ByteRange): Promise<SafetensorsHeader> {
	const { name } = file.source;
	if (lengthOf(file) < PREFIX_BYTES)
		throw new CheckpointError(`${name}: byte 0: ${lengthOf(file)} bytes are too few for safetensors`);
	const length = headerLength(await readRange(file, 0, PREFIX_BYTES, "the header's length"));
	if (length > BigInt(MAX_HEADER_BYTES)) {
		throw new CheckpointError(`${name}: byte 0: a header of ${length} bytes, want at most ${MAX_HEADER_BYTES}`);
	}
	if (length > BigInt(lengthOf(file) - PREFIX_BYTES)) {
		throw new CheckpointError(
			`${name}: byte 0: a header of ${length} bytes in a file of ${lengthOf(file)}: it is cut off; copy or download it again`,
		);
	}
	const dataStart = PREFIX_BYTES + Number(length);
	const where = `${name}: byte ${PREFIX_BYTES}: the header`;
	const text = decode(await readRange(file, PREFIX_BYTES, dataStart, "the header"), where);
	const fields = jsonEntries(parseBoundedJson(text, HEADER_DEPTH, where, file.allowance));
	if (fields === undefined) throw new CheckpointError(`${where} is no JSON object`);
	let metadata: ReadonlyMap<string, string> = new Map();
	const entries = new Map<string, TensorEntry>();
	for (const [key, value] of fields) {
		if (key === METADATA_KEY) metadata = parseMetadata(value, name);
		else entries.set(key, parseEntry(value, dataStart, `${name}: '${printable(key)}'`));
	}
	checkPlaces(entries, dataStart, file);
	return { metadata, entries };
}

function headerLength(head: Uint8Array): bigint {
	return new DataView(head.buffer, head.byteOffset, PREFIX_BYTES).getBigUint64(0, true);
}

function decode(bytes: Uint8Array, where: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch (cause) {
		throw new CheckpointError(`${where} is not UTF-8`, { cause });
	}
}

function parseMetadata(value: unknown, sourceName: string): ReadonlyMap<string, string> {
	const metadata = new Map<string, string>();
	const texts = jsonEntries(value) ?? [[METADATA_KEY, value]];
	if (texts.length > MAX_METADATA) {
		throw new CheckpointError(
			`${sourceName}: '${METADATA_KEY}' has ${texts.length} texts, want at most ${MAX_METADATA}`,
		);
	}
	for (const [key, text] of texts) {
		if (typeof text !== "string")
			throw new CheckpointError(`${sourceName}: '${METADATA_KEY}' has '${printable(key)}', which is no text`);
		metadata.set(key, text);
	}
	return metadata;
}

function parseEntry(value: unknown, dataStart: number, where: string): TensorEntry {
	const fields = new Map(jsonEntries(value) ?? []);
	const name = fields.get("dtype");
	const dtype = typeof name === "string" ? DTYPES_BY_NAME.get(name) : undefined;
	if (dtype === undefined)
		throw new CheckpointError(
			`${where}: dtype ${printable(String(name))}, want one of ${[...DTYPES_BY_NAME.keys()].join(", ")}`,
		);
	const shape = fields.get("shape");
	if (!isCounts(shape) || shape.length > MAX_AXES)
		throw new CheckpointError(`${where}: its shape is no list of at most ${MAX_AXES} sizes`);
	const offsets = fields.get("data_offsets");
	const [begin = 0, end = -1] = isCounts(offsets) && offsets.length === 2 ? offsets : [];
	if (end < begin) throw new CheckpointError(`${where}: its data_offsets are no pair of ascending offsets`);
	const bytes = elementCount(shape) * bytesPerElement(dtype);
	if (bytes !== end - begin) {
		throw new CheckpointError(
			`${where}: shape ${formatShape(shape)} of ${dtype} takes ${bytes} bytes, its data_offsets span ${end - begin}`,
		);
	}
	return { dtype, shape, start: dataStart + begin, end: dataStart + end };
}

/** The tensors must fill the rest of the file: no overlap, no hole, nothing left over, as the format demands. */
function checkPlaces(entries: ReadonlyMap<string, TensorEntry>, dataStart: number, file: ByteRange): void {
	const inOrder = [...entries].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
	let position = dataStart;
	for (const [name, { start, end }] of inOrder) {
		if (start !== position) {
			const problem =
				start < position
					? "overlaps the tensor before it, which ends"
					: "leaves a hole after the tensor before it, which ends";
			throw new CheckpointError(
				`${file.source.name}: '${printable(name)}' at byte ${start} ${problem} at byte ${position}`,
			);
		}
		position = end;
	}
	if (position !== file.end) {
		throw new CheckpointError(
			`${file.source.name}: byte ${position}: the tensors end here, the file at byte ${file.end}`,
		);
	}
}

function isCounts(value: unknown): value is number[] {
	return (
		Array.isArray(value) && value.every((item) => typeof item === "number" && Number.isSafeInteger(item) && item >= 0)
	);
}
