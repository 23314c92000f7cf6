/**
 * Whether a runtime's results are buffers of the GPU device that it was given. Builds of onnxruntime-web with the older
 * WebGPU provider make a device of their own and ignore the one they are given; so it is tried.
 */

import { BUFFER_USAGE, type GpuBuffer, type GpuDevice, MAP_READ } from "../host/gpu.ts";
import type { CompiledGraph, InferenceRuntime } from "../host/inference-runtime.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";

const PROBE_VALUE = 3;

/** @param model  y = -x over one float */
export async function sharesBuffers({ gpu, compile }: BoundRuntime, model: Uint8Array): Promise<boolean> {
	if (gpu === undefined) return false;
	let graph: CompiledGraph | null = null;
	try {
		graph = await compile("probe of shared buffers", model);
		const outputs = await graph.runOnGpu?.({ x: float32Tensor([1], [PROBE_VALUE]) });
		if (!outputs?.y) return false;
		try {
			return (await firstNumber(gpu, outputs.y.buffer)) === -PROBE_VALUE;
		} finally {
			outputs.y.dispose();
		}
	} catch {
		return false;
	} finally {
		await graph?.dispose();
	}
}

/** What is needed of a runtime, its method bound. */
interface BoundRuntime {
	readonly gpu: GpuDevice | undefined;
	readonly compile: InferenceRuntime["compile"];
}

/** Copies the first float of a buffer to the host, by commands of `gpu`; rejects where the buffer is another device's. */
async function firstNumber(gpu: GpuDevice, buffer: GpuBuffer): Promise<number | undefined> {
	const usage = BUFFER_USAGE.mapRead | BUFFER_USAGE.copyTarget;
	gpu.pushErrorScope("validation");
	const staging = gpu.createBuffer({ label: "probe of shared buffers", size: 4, usage });
	try {
		const encoder = gpu.createCommandEncoder();
		encoder.copyBufferToBuffer(buffer, 0, staging, 0, 4);
		gpu.queue.submit([encoder.finish()]);
		if ((await gpu.popErrorScope()) !== null) return undefined;
		await staging.mapAsync(MAP_READ);
		return new Float32Array(staging.getMappedRange())[0];
	} finally {
		staging.destroy();
	}
}
