/**
 * The part of an ONNX Runtime module that we use. `onnxruntime-node` and `onnxruntime-web` both have it; the edge
 * (`platform/`) imports one of them and hands it in, so that this layer depends on neither.
 */

import type { InferenceSession, Tensor } from "onnxruntime-common";
import type { GpuDevice } from "../host/gpu.ts";
import type { Device } from "../host/inference-runtime.ts";

export interface OrtModule {
	readonly InferenceSession: {
		create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
	};
	readonly Tensor: {
		new (type: Tensor.Type, data: Tensor.DataType, dims: readonly number[]): Tensor;
		/** onnxruntime-web alone has it to some use. */
		fromGpuBuffer?(
			buffer: unknown,
			options: { readonly dataType: "float32"; readonly dims: readonly number[] },
		): Tensor;
	};
}

/** What the edge knows of a device before anything is tried. */
export interface DeviceCandidate {
	readonly device: Device;
	/** Whether "auto" may try it: false for devices that are known to be missing, or slower than the CPU. */
	readonly auto: boolean;
	/** What is there or missing, for people: "no Vulkan driver found", "bundled". */
	readonly note: string;
	/** How ONNX Runtime is told to use it; default: by its name. */
	readonly provider?: InferenceSession.ExecutionProviderConfig | undefined;
	/** The GPU device that ONNX Runtime was told to use: it is tried whether buffers of it can go in and out. */
	readonly gpu?: GpuDevice | undefined;
	/** Settles with the reason when the device is gone: whatever waits for it then fails. */
	readonly lost?: Promise<Error> | undefined;
}

/** An ONNX Runtime and the devices it may run on, best first. */
export interface OrtPlatform {
	readonly module: OrtModule;
	readonly version: string;
	/** What a user may do where no device works; ends the message that says so. */
	readonly advice: string;
	readonly candidates: readonly DeviceCandidate[];
	/** Threads of the CPU provider where nobody says how many; left out, ONNX Runtime decides. */
	readonly defaultThreads?: number | undefined;
}
