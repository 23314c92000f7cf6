/** Weights in other floats than float32, which is what networks compute in here, as float32. */

import type { DType } from "./dtype.ts";
import { CheckpointError } from "./errors.ts";
import type { HostTensor } from "./host-tensor.ts";
import { numbersAsFloat32 } from "./numbers-as-float32.ts";

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
