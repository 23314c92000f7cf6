/** What a platform hands in to run ONNX graphs. `runtime/` makes one of an ONNX Runtime module. */

import type { HostTensor } from "../tensor/host-tensor.ts";

/** What a user may ask for. `auto` takes the best that is there and says which it was. */
export type DeviceRequest = "auto" | "cpu" | "webgpu" | "cuda";

/** What really runs. */
export type Device = Exclude<DeviceRequest, "auto">;

export interface CompiledGraph {
	/** Runs the graph; `feeds` has every input by name. Rejects with `RuntimeFailureError`. */
	run(feeds: Readonly<Record<string, HostTensor>>): Promise<Record<string, HostTensor>>;
	dispose(): Promise<void>;
}

export interface InferenceRuntime {
	readonly device: Device;
	/** Compiles a serialised ONNX model. `name` is what messages call it. */
	compile(name: string, model: Uint8Array): Promise<CompiledGraph>;
}
