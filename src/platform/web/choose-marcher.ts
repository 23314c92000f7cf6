/**
 * Picks a version of the volume renderer for a browser: where the GPU runs the networks, the one on that same device, so
 * that nothing needs to leave it; else the one in WebAssembly.
 */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { RayMarcher } from "../../rendering/march/contract.ts";
import { createWasmMarcher } from "../../rendering/march/kernels/wasm/wasm-marcher.ts";
import { createWgslMarcher } from "../../rendering/march/kernels/wgsl/wgsl-marcher.ts";
import { referenceMarcher } from "../../rendering/march/reference.ts";
import { symbolicMarcher } from "../../rendering/march/symbolic-marcher.ts";
import { RuntimeUnavailableError } from "../../tensor/errors.ts";
import type { WebGpu } from "./gpu-device.ts";
import { webWorkerPool } from "./worker-pool.ts";

/** What a user may ask for; "auto" takes the fastest that works here. */
export type WebRendererRequest = "auto" | "wgsl" | "wasm" | "symbolic" | "reference";

export interface WebMarcherOptions {
	readonly renderer?: WebRendererRequest | undefined;
	/** Runs the graphs of "symbolic". */
	readonly runtime: InferenceRuntime;
	/** The GPU, which "wgsl" runs on; `null` where there is none. */
	readonly gpu: WebGpu | null;
	/** Worker threads; 1 computes on the calling thread. */
	readonly threads: number;
}

export interface ChosenWebMarcher {
	readonly marcher: RayMarcher;
	/** Why "auto" passed over the faster one, or `null`. */
	readonly passedOver: string | null;
}

/** Makes a renderer; the caller disposes of it. Rejects when the one asked for by name does not work here. */
export async function chooseMarcher(options: WebMarcherOptions): Promise<ChosenWebMarcher> {
	const { renderer = "auto", runtime, gpu, threads } = options;
	if (renderer === "reference") return { marcher: referenceMarcher, passedOver: null };
	if (renderer === "symbolic") return { marcher: symbolicMarcher(runtime), passedOver: null };
	if (renderer === "wgsl" || (renderer === "auto" && runtime.device === "webgpu")) {
		if (gpu) return { marcher: createWgslMarcher(gpu.device), passedOver: null };
		throw new RuntimeUnavailableError('renderer wgsl: there is no GPU here; use renderer "wasm"');
	}
	try {
		return { marcher: await createWasmMarcher({ workers: webWorkerPool(), threads }), passedOver: null };
	} catch (error) {
		if (renderer === "wasm" || !(error instanceof RuntimeUnavailableError)) throw error;
		return { marcher: symbolicMarcher(runtime), passedOver: `wasm: ${error.message}` };
	}
}
