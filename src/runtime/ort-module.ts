/**
 * The part of an ONNX Runtime module that we use. `onnxruntime-node` and `onnxruntime-web` both have it; the edge
 * (`platform/`) imports one of them and hands it in, so that this layer depends on neither.
 */

import type { InferenceSession, Tensor } from "onnxruntime-common";
import type { Device } from "../host/inference-runtime.ts";

export interface OrtModule {
	readonly InferenceSession: {
		create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
	};
	readonly Tensor: new (type: Tensor.Type, data: Tensor.DataType, dims: readonly number[]) => Tensor;
}

/** What the edge knows of a device before anything is tried. */
export interface DeviceCandidate {
	readonly device: Device;
	/** Whether "auto" may try it: false for devices that are known to be missing, or slower than the CPU. */
	readonly auto: boolean;
	/** What is there or missing, for people: "no Vulkan driver found", "bundled". */
	readonly note: string;
}

/** An ONNX Runtime and the devices it may run on, best first. */
export interface OrtPlatform {
	readonly module: OrtModule;
	readonly version: string;
	readonly candidates: readonly DeviceCandidate[];
}
