/** Host tensors to ONNX Runtime tensors and back. Data is shared where the types allow it, not copied. */

import type { Tensor } from "onnxruntime-common";
import type { GpuBuffer, GpuTensor } from "../host/gpu.ts";
import { type ArrayOf, DTYPES, type DType } from "../tensor/dtype.ts";
import { RuntimeFailureError } from "../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import type { OrtModule } from "./ort-module.ts";

/** Dtypes that cross over. ONNX Runtime names them as we do. */
const EXCHANGED: ReadonlySet<string> = new Set(DTYPES.filter((dtype) => dtype !== "bfloat16"));

export function toOrt(module: OrtModule, name: string, tensor: HostTensor | GpuTensor): Tensor {
	if ("buffer" in tensor) return gpuToOrt(module, name, tensor);
	if (!EXCHANGED.has(tensor.dtype)) {
		throw new RuntimeFailureError(`ONNX Runtime: input '${name}' is ${tensor.dtype}, which it does not take`);
	}
	return new module.Tensor(tensor.dtype as Tensor.Type, tensor.data as Tensor.DataType, tensor.shape);
}

function gpuToOrt({ Tensor }: OrtModule, name: string, { buffer, shape }: GpuTensor): Tensor {
	if (Tensor.fromGpuBuffer) return Tensor.fromGpuBuffer(buffer, { dataType: "float32", dims: shape });
	throw new RuntimeFailureError(`ONNX Runtime: input '${name}' lies on a GPU, which this build does not take`);
}

/** An output that was left on the GPU. */
export function gpuFromOrt(name: string, tensor: Tensor): GpuTensor {
	if (tensor.type !== "float32" || tensor.location !== "gpu-buffer") {
		throw new RuntimeFailureError(
			`ONNX Runtime: output '${name}' is ${tensor.type} at ${tensor.location}, want float32 on the GPU`,
		);
	}
	// The cast is the boundary to ONNX Runtime, whose types know GPUBuffer by the DOM's name alone.
	return { shape: tensor.dims, buffer: tensor.gpuBuffer as unknown as GpuBuffer, dispose: () => tensor.dispose() };
}

/** An output wherever it lies; from the GPU it is copied and freed. */
export async function downloaded(name: string, tensor: Tensor): Promise<HostTensor> {
	if (tensor.location === "gpu-buffer") await tensor.getData(true);
	return fromOrt(name, tensor);
}

export function fromOrt(name: string, tensor: Tensor): HostTensor {
	if (!EXCHANGED.has(tensor.type)) {
		throw new RuntimeFailureError(`ONNX Runtime: output '${name}' is ${tensor.type}, which we do not read`);
	}
	const dtype = tensor.type as DType;
	return hostTensor(dtype, tensor.dims, tensor.data as ArrayOf<typeof dtype>);
}
