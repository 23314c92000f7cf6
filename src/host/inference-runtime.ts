/** What a platform hands in to run ONNX graphs. `runtime/` makes one of an ONNX Runtime module. */

import type { HostTensor } from "../tensor/host-tensor.ts";
import type { GpuDevice, GpuTensor } from "./gpu.ts";

/** What a user may ask for. `auto` takes the best that is there and says which it was. */
export type DeviceRequest = "auto" | "cpu" | "webgpu" | "cuda";

/** What really runs. */
export type Device = Exclude<DeviceRequest, "auto">;

export interface CompiledGraph {
	/** Runs the graph; `feeds` has every input by name. Rejects with `RuntimeFailureError`. */
	run(feeds: Readonly<Record<string, HostTensor | GpuTensor>>): Promise<Record<string, HostTensor>>;
	/** As `run`, with the outputs left on the runtime's `gpu`, to be disposed of. Only there. */
	runOnGpu?(feeds: Readonly<Record<string, HostTensor | GpuTensor>>): Promise<Record<string, GpuTensor>>;
	dispose(): Promise<void>;
}

export interface InferenceRuntime {
	readonly device: Device;
	/** The device whose buffers go in and out; none where they are not shared. */
	readonly gpu?: GpuDevice | undefined;
	/** Compiles a serialised ONNX model. `name` is what messages call it. */
	compile(name: string, model: Uint8Array): Promise<CompiledGraph>;
}
