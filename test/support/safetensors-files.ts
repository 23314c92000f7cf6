/** Writes safetensors files as a header says, true or not. */

import { concatenate, littleEndian } from "./pickle-assembler.ts";

/** A file whose header is `json` – an object, or text as it is – and whose data is `data`. */
export function safetensorsFile(
	json: unknown,
	data: Uint8Array = new Uint8Array(0),
	headerLength?: number | bigint,
): Uint8Array {
	const text = new TextEncoder().encode(typeof json === "string" ? json : JSON.stringify(json));
	return concatenate([littleEndian(headerLength ?? text.length, 8), text, data]);
}
