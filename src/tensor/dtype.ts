/** Element types, their sizes and their typed arrays. One table; everything else is derived from it. */

interface ArrayByDType {
	float32: Float32Array;
	float64: Float64Array;
	/** Raw bits; `half.ts` converts. */
	float16: Uint16Array;
	/** Raw bits of the upper half of a float32; `half.ts` converts. */
	bfloat16: Uint16Array;
	int64: BigInt64Array;
	int32: Int32Array;
	int16: Int16Array;
	int8: Int8Array;
	uint8: Uint8Array;
	/** One byte per element, 0 or 1. */
	bool: Uint8Array;
}

export type DType = keyof ArrayByDType;

/** The typed array that holds elements of `D`, on a plain or a shared buffer. */
export type ArrayOf<D extends DType> = ArrayByDType[D];

interface ArrayConstructor<A> {
	readonly BYTES_PER_ELEMENT: number;
	new (length: number): A;
	new (buffer: ArrayBufferLike, byteOffset: number, length: number): A;
}

const ARRAYS: { readonly [D in DType]: ArrayConstructor<ArrayOf<D>> } = {
	float32: Float32Array,
	float64: Float64Array,
	float16: Uint16Array,
	bfloat16: Uint16Array,
	int64: BigInt64Array,
	int32: Int32Array,
	int16: Int16Array,
	int8: Int8Array,
	uint8: Uint8Array,
	bool: Uint8Array,
};

/** All of them. */
export const DTYPES = Object.keys(ARRAYS) as readonly DType[];

/** Bytes of one element. */
export function bytesPerElement(dtype: DType): number {
	return ARRAYS[dtype].BYTES_PER_ELEMENT;
}

/** A zeroed typed array of `count` elements. */
export function allocate<D extends DType>(dtype: D, count: number): ArrayOf<D> {
	return new ARRAYS[dtype](count);
}

/** A typed-array view of `count` elements on `buffer` from `byteOffset`, which must be a multiple of the size. */
export function viewOf<D extends DType>(
	dtype: D,
	buffer: ArrayBufferLike,
	byteOffset: number,
	count: number,
): ArrayOf<D> {
	return new ARRAYS[dtype](buffer, byteOffset, count);
}
