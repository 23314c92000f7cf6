/** Numbers of any dtype as float32: what files of other programs hold, for networks of ours. */

import type { DType } from "./dtype.ts";
import { bfloat16ToFloat32, float16ToFloat32 } from "./half.ts";
import { type Float32Tensor, float32Tensor, type HostTensor } from "./host-tensor.ts";

/** The same numbers, rounded to float32 where they are more exact. Shares the data of what is float32 already. */
export function numbersAsFloat32(tensor: HostTensor): Float32Tensor {
	return float32Tensor(tensor.shape, CONVERSIONS[tensor.dtype](tensor));
}

const CONVERSIONS: { readonly [D in DType]: (tensor: HostTensor) => Float32Array } = {
	float32: (tensor) => tensor.data as Float32Array,
	float64: plain,
	float16: (tensor) => float16ToFloat32(tensor.data as Uint16Array),
	bfloat16: (tensor) => bfloat16ToFloat32(tensor.data as Uint16Array),
	int64: (tensor) => Float32Array.from(tensor.data as BigInt64Array, Number),
	int32: plain,
	int16: plain,
	int8: plain,
	uint8: plain,
	bool: plain,
};

function plain({ data }: HostTensor): Float32Array {
	return Float32Array.from(data as ArrayLike<number>);
}
