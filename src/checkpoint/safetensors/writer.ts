/** Writes safetensors files. */

import { bytesPerElement } from "../../tensor/dtype.ts";
import { InputError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { DTYPE_NAMES, MAX_HEADER_BYTES, METADATA_KEY, PREFIX_BYTES } from "./format.ts";

/**
 * The bytes of a safetensors file as a list of pieces, to be written one after the other: the header, then the tensors'
 * own bytes, which are not copied and must not change until they are written.
 *
 * The same tensors and metadata give the same bytes whatever their order: wide elements come first, so that all are
 * aligned, then names ascending. Throws `InputError` for a name that the format keeps for itself, and for a header that
 * no reader would take.
 */
export function safetensorsChunks(
	tensors: ReadonlyMap<string, HostTensor>,
	metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array[] {
	const ordered = [...tensors].sort(([a, { dtype: dtypeA }], [b, { dtype: dtypeB }]) => {
		return bytesPerElement(dtypeB) - bytesPerElement(dtypeA) || compareText(a, b);
	});
	const fields: string[] = [];
	if (metadata.size > 0) fields.push(jsonField(METADATA_KEY, jsonObject(metadata)));
	let begin = 0;
	const chunks: Uint8Array[] = [];
	for (const [name, { dtype, shape, data }] of ordered) {
		if (name === METADATA_KEY) throw new InputError(`safetensors: a tensor cannot be called '${METADATA_KEY}'`);
		const end = begin + data.byteLength;
		fields.push(jsonField(name, JSON.stringify({ dtype: DTYPE_NAMES[dtype], shape, data_offsets: [begin, end] })));
		chunks.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
		begin = end;
	}
	return [header(`{${fields.join(",")}}`), ...chunks];
}

/** Length and JSON, filled up with spaces so that the tensors begin at a multiple of eight. */
function header(json: string): Uint8Array {
	const text = new TextEncoder().encode(json);
	const length = Math.ceil(text.length / PREFIX_BYTES) * PREFIX_BYTES;
	if (length > MAX_HEADER_BYTES)
		throw new InputError(`safetensors: a header of ${length} bytes, want at most ${MAX_HEADER_BYTES}`);
	const bytes = new Uint8Array(PREFIX_BYTES + length).fill(0x20);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
	bytes.set(text, PREFIX_BYTES);
	return bytes;
}

function jsonObject(record: ReadonlyMap<string, string>): string {
	const fields = [...record]
		.sort(([a], [b]) => compareText(a, b))
		.map(([key, text]) => jsonField(key, JSON.stringify(text)));
	return `{${fields.join(",")}}`;
}

function jsonField(key: string, json: string): string {
	return `${JSON.stringify(key)}:${json}`;
}

function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
