/** Weights in other floats than float32, which is what networks compute in here, as float32. */

import type { DType } from "./dtype.ts";
import { CheckpointError } from "./errors.ts";
import { bfloat16ToFloat32, float16ToFloat32 } from "./half.ts";
import { type Float32Tensor, float32Tensor, type HostTensor } from "./host-tensor.ts";

/** Floats that become float32. Halves do without loss, float64 is rounded to the nearest. */
export type OtherFloat = "float16" | "bfloat16" | "float64";

export function isOtherFloat(dtype: DType): dtype is OtherFloat {
	return dtype === "float16" || dtype === "bfloat16" || dtype === "float64";
}

/**
 * The tensor in float32 where it holds floats of another kind; any other tensor as it is.
 * Throws `CheckpointError` for a float64 beyond float32's largest number, which would become infinite.
 * @param name  what messages call it
 */
export function toFloat32(name: string, tensor: HostTensor): HostTensor {
	if (!isOtherFloat(tensor.dtype)) return tensor;
	const floats = numbersAsFloat32(tensor);
	if (tensor.dtype !== "float64") return floats;
	const values = tensor.data as Float64Array;
	const lost = floats.data.findIndex((value, index) => !Number.isFinite(value) && Number.isFinite(values[index]));
	if (lost < 0) return floats;
	throw new CheckpointError(
		`checkpoint: '${name}' has the float64 ${values[lost]} at ${lost}, want at most 3.4e38: networks compute in float32`,
	);
}

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
