/** A runner of phases in the way that suits the device: cut at the planes on the CPU, whole on a GPU. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { loadPlaneGradient } from "../../rendering/march/kernels/plane-gradient/load-plane-gradient.ts";
import { PhaseRunner } from "./run-phase.ts";

/**
 * The runtime stays the caller's; the runner is to be disposed of.
 * Rejects with `RuntimeUnavailableError` where the CPU trains and there is no WebAssembly.
 */
export async function openPhaseRunner(runtime: InferenceRuntime): Promise<PhaseRunner> {
	return new PhaseRunner(runtime, runtime.device === "cpu" ? await loadPlaneGradient() : null);
}
