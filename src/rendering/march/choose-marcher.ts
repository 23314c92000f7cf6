/** Picks a version of the volume renderer: the one asked for, or the fastest that works here. */

import type { GpuDevice } from "../../host/gpu.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { WorkerPool } from "../../host/worker-pool.ts";
import { RuntimeUnavailableError } from "../../tensor/errors.ts";
import type { RayMarcher } from "./contract.ts";
import { createWasmMarcher } from "./kernels/wasm/wasm-marcher.ts";
import { createWgslMarcher } from "./kernels/wgsl/wgsl-marcher.ts";
import { referenceMarcher } from "./reference.ts";
import { symbolicMarcher } from "./symbolic-marcher.ts";

/**
 * "auto" takes "wgsl" where a browser's GPU runs the networks, so that nothing needs to leave it, else "wasm", else
 * "symbolic". "wgsl" does not run in Node.
 */
export type RendererRequest = "auto" | "wgsl" | "wasm" | "symbolic" | "reference";

export interface MarcherParts {
	/** Default "auto". */
	readonly renderer?: RendererRequest | undefined;
	/** Runs the graphs of "symbolic". */
	readonly runtime: InferenceRuntime;
	/** Threads of "wasm". */
	readonly workers: WorkerPool;
	/** How many; 1 computes on the calling thread. Default: one per core. */
	readonly threads?: number | undefined;
	/** What "wgsl" runs on. */
	readonly gpu?: GpuDevice | null | undefined;
}

export interface ChosenMarcher {
	readonly marcher: RayMarcher;
	/** Why "auto" passed over the faster one, or `null`. */
	readonly passedOver: string | null;
}

/**
 * Makes a renderer; the caller disposes of it. Rejects with `RuntimeUnavailableError` when the one asked for by name does
 * not work here.
 */
export async function chooseMarcher(parts: MarcherParts): Promise<ChosenMarcher> {
	const { renderer = "auto", runtime, workers, threads, gpu } = parts;
	if (renderer === "reference") return { marcher: referenceMarcher, passedOver: null };
	if (renderer === "symbolic") return { marcher: symbolicMarcher(runtime), passedOver: null };
	if (renderer === "wgsl" || (renderer === "auto" && runtime.device === "webgpu" && gpu)) {
		if (gpu) return { marcher: createWgslMarcher(gpu), passedOver: null };
		throw new RuntimeUnavailableError('renderer wgsl: there is no GPU here; use renderer "wasm"');
	}
	try {
		return { marcher: await createWasmMarcher({ workers, threads }), passedOver: null };
	} catch (error) {
		if (renderer === "wasm" || !(error instanceof RuntimeUnavailableError)) throw error;
		return { marcher: symbolicMarcher(runtime), passedOver: `wasm: ${error.message}` };
	}
}
