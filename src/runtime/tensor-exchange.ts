/** Host tensors to ONNX Runtime tensors and back. Data is shared where the types allow it, not copied. */

import type { Tensor } from "onnxruntime-common";
import type { ArrayOf, DType } from "../tensor/dtype.ts";
import { RuntimeFailureError } from "../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import type { OrtModule } from "./ort-module.ts";

/** Dtypes that cross over. ONNX Runtime names them as we do. */
const EXCHANGED: ReadonlySet<string> = new Set<DType>([
	"float32",
	"float64",
	"float16",
	"int64",
	"int32",
	"int16",
	"int8",
	"uint8",
	"bool",
]);

export function toOrt(module: OrtModule, name: string, tensor: HostTensor): Tensor {
	if (!EXCHANGED.has(tensor.dtype)) {
		throw new RuntimeFailureError(`ONNX Runtime: input '${name}' is ${tensor.dtype}, which it does not take`);
	}
	return new module.Tensor(tensor.dtype as Tensor.Type, tensor.data as Tensor.DataType, tensor.shape);
}

export function fromOrt(name: string, tensor: Tensor): HostTensor {
	if (!EXCHANGED.has(tensor.type)) {
		throw new RuntimeFailureError(`ONNX Runtime: output '${name}' is ${tensor.type}, which we do not read`);
	}
	const dtype = tensor.type as DType;
	return hostTensor(dtype, tensor.dims, tensor.data as ArrayOf<typeof dtype>);
}
