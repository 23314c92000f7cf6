/** Element types, their sizes and their typed arrays. One table; everything else is derived from it. */

export const DTYPES = {
	float32: { bytes: 4, array: Float32Array },
	float64: { bytes: 8, array: Float64Array },
	/** Raw bits; `half.ts` converts. */
	float16: { bytes: 2, array: Uint16Array },
	/** Raw bits of the upper half of a float32; `half.ts` converts. */
	bfloat16: { bytes: 2, array: Uint16Array },
	int64: { bytes: 8, array: BigInt64Array },
	int32: { bytes: 4, array: Int32Array },
	int16: { bytes: 2, array: Int16Array },
	int8: { bytes: 1, array: Int8Array },
	uint8: { bytes: 1, array: Uint8Array },
	/** One byte per element, 0 or 1. */
	bool: { bytes: 1, array: Uint8Array },
} as const;

export type DType = keyof typeof DTYPES;

interface ArrayByDType {
	float32: Float32Array;
	float64: Float64Array;
	float16: Uint16Array;
	bfloat16: Uint16Array;
	int64: BigInt64Array;
	int32: Int32Array;
	int16: Int16Array;
	int8: Int8Array;
	uint8: Uint8Array;
	bool: Uint8Array;
}

/** The typed array that holds elements of `D`, on a plain or a shared buffer. */
export type ArrayOf<D extends DType> = ArrayByDType[D];

/** Bytes of one element. */
export function bytesPerElement(dtype: DType): number {
	return DTYPES[dtype].bytes;
}

/** A zeroed typed array of `count` elements. */
export function allocate<D extends DType>(dtype: D, count: number): ArrayOf<D> {
	return new DTYPES[dtype].array(count) as ArrayOf<D>;
}

/** A typed-array view of `count` elements on `buffer` from `byteOffset`, which must be a multiple of the size. */
export function viewOf<D extends DType>(
	dtype: D,
	buffer: ArrayBufferLike,
	byteOffset: number,
	count: number,
): ArrayOf<D> {
	return new DTYPES[dtype].array(buffer as ArrayBuffer, byteOffset, count) as ArrayOf<D>;
}
