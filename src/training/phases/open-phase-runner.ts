/** A runner of phases in the way that suits the device: cut into parts on the CPU, whole on a GPU. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { WorkerPool } from "../../host/worker-pool.ts";
import { loadPlaneGradient } from "../../rendering/march/kernels/plane-gradient/load-plane-gradient.ts";
import { createDifferentiableMarcher } from "../../rendering/march/kernels/wasm/wasm-differentiable.ts";
import { PhaseRunner } from "./run-phase.ts";

export interface PhaseRunnerOptions {
	/** Makes the renderer's threads; `null` (default) renders on the calling thread. */
	readonly workers?: WorkerPool | null | undefined;
	/** Threads of the renderer; default: as many as the machine runs at once. Results do not depend on it. */
	readonly threads?: number | undefined;
}

/**
 * The runtime stays the caller's; the runner is to be disposed of.
 * Rejects with `RuntimeUnavailableError` where the CPU trains and there is no WebAssembly.
 */
export async function openPhaseRunner(
	runtime: InferenceRuntime,
	{ workers = null, threads }: PhaseRunnerOptions = {},
): Promise<PhaseRunner> {
	if (runtime.device !== "cpu") return new PhaseRunner(runtime, null);
	const planeGradient = await loadPlaneGradient();
	const marcher = await createDifferentiableMarcher({ workers, threads });
	return new PhaseRunner(runtime, { marcher, planeGradient });
}
