/**
 * The safetensors format: eight bytes of header length, a JSON header, the tensors' bytes back to back.
 *
 * @see https://github.com/huggingface/safetensors#format
 */

import type { DType } from "../../tensor/dtype.ts";

/** Names of dtypes in a header. */
export const DTYPE_NAMES: { readonly [D in DType]: string } = {
	float64: "F64",
	float32: "F32",
	float16: "F16",
	bfloat16: "BF16",
	int64: "I64",
	int32: "I32",
	int16: "I16",
	int8: "I8",
	uint8: "U8",
	bool: "BOOL",
};

/** The dtypes by their names in a header. */
export const DTYPES_BY_NAME: ReadonlyMap<string, DType> = new Map(
	(Object.keys(DTYPE_NAMES) as DType[]).map((dtype) => [DTYPE_NAMES[dtype], dtype]),
);

/** Length of the header's length. */
export const PREFIX_BYTES = 8;

/** The header of a full-size checkpoint has about 300 kB. */
export const MAX_HEADER_BYTES: number = 16 * 1024 * 1024;

export const METADATA_KEY = "__metadata__";
