/**
 * Tensors on their way between a test and its page, which exchange JSON: every float32 tensor inside a value becomes its
 * shape and its bytes in base64, so that no bit is lost.
 */

import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";

interface PackedTensor {
	readonly packedShape: readonly number[];
	readonly base64: string;
}

/** A copy of plain records, arrays and values with every tensor packed. */
export function packTensors(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(packTensors);
	if ("dtype" in value && "data" in value) return packed(value as Float32Tensor);
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, packTensors(part)]));
}

/** The opposite; the caller says what it is. */
export function unpackTensors<T>(value: unknown): T {
	return unpacked(value) as T;
}

function unpacked(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(unpacked);
	if ("packedShape" in value) return tensorOf(value as PackedTensor);
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unpacked(part)]));
}

function packed({ shape, data }: Float32Tensor): PackedTensor {
	const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
	const parts: string[] = [];
	for (let start = 0; start < bytes.length; start += 4096) {
		parts.push(String.fromCharCode(...bytes.subarray(start, start + 4096)));
	}
	return { packedShape: shape, base64: btoa(parts.join("")) };
}

function tensorOf({ packedShape, base64 }: PackedTensor): Float32Tensor {
	const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
	return float32Tensor(packedShape, new Float32Array(bytes.buffer));
}
