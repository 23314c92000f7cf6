/**
 * The renderer on WebGPU: the version of the contract for browsers with a GPU, on a device that is handed in – best the
 * one that ONNX Runtime uses, so that planes and features need not leave it. How it works is told in the shaders; what
 * was tried in docs/decisions/wgsl-renderer.md.
 *
 * Limits: the samples of a ray must fit into a workgroup's memory (some 700 with WebGPU's default of 16 KB), folded
 * planes into a buffer. What does not fit is refused, and the message says what to do.
 */

import type { GpuDevice, GpuTensor } from "../../../../host/gpu.ts";
import { type Float32Tensor, float32Tensor } from "../../../../tensor/host-tensor.ts";
import { elementCount } from "../../../../tensor/shape.ts";
import type { RayMarcher, TriplaneField } from "../../contract.ts";
import { GpuEngine } from "./gpu-engine.ts";
import { Kernels } from "./kernels.ts";
import { type GpuTriplaneField, prepareField } from "./prepare-field.ts";
import { fieldOf, type WgslField } from "./wgsl-field.ts";

export interface WgslMarcher extends RayMarcher {
	readonly device: GpuDevice;
	/** Prepares planes of the host or of this device. */
	prepare(field: TriplaneField | GpuTriplaneField): Promise<WgslField>;
	/** Waits until everything submitted to the device is done. */
	done(): Promise<void>;
	/** Copies a tensor to the host. */
	read(tensor: GpuTensor): Promise<Float32Tensor>;
}

export type { WgslField } from "./wgsl-field.ts";

/** Makes the renderer. The device stays the caller's: `dispose` leaves it alone. */
export function createWgslMarcher(device: GpuDevice): WgslMarcher {
	const engine = new GpuEngine(device);
	const kernels = new Kernels(engine);
	return {
		name: "wgsl",
		device,
		prepare: async (field) => fieldOf(await prepareField(engine, kernels, field)),
		done: () => engine.done(),
		read: async ({ shape, buffer }) => {
			const [data] = await engine.read("read back", [buffer], [elementCount(shape)]);
			return float32Tensor(shape, data ?? []);
		},
		dispose: async () => {},
	};
}

export function isWgslMarcher(marcher: RayMarcher): marcher is WgslMarcher {
	return "device" in marcher;
}
