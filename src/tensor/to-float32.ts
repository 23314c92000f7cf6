/** Weights in other floats than float32, which is what networks compute in here, as float32. */

import type { DType } from "./dtype.ts";
import { CheckpointError } from "./errors.ts";
import { bfloat16ToFloat32, float16ToFloat32 } from "./half.ts";
import { float32Tensor, type HostTensor } from "./host-tensor.ts";

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
	const { dtype, shape, data } = tensor;
	switch (dtype) {
		case "float16":
			return float32Tensor(shape, float16ToFloat32(data as Uint16Array));
		case "bfloat16":
			return float32Tensor(shape, bfloat16ToFloat32(data as Uint16Array));
		case "float64":
			return float32Tensor(shape, rounded(name, data as Float64Array));
		default:
			return tensor;
	}
}

function rounded(name: string, values: Float64Array): Float32Array {
	const floats = Float32Array.from(values);
	const lost = floats.findIndex((value, index) => !Number.isFinite(value) && Number.isFinite(values[index]));
	if (lost < 0) return floats;
	throw new CheckpointError(
		`checkpoint: '${name}' has the float64 ${values[lost]} at ${lost}, want at most 3.4e38: networks compute in float32`,
	);
}
