/** Picks a version of the volume renderer for a browser. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { RayMarcher } from "../../rendering/march/contract.ts";
import { createWasmMarcher } from "../../rendering/march/kernels/wasm/wasm-marcher.ts";
import { referenceMarcher } from "../../rendering/march/reference.ts";
import { symbolicMarcher } from "../../rendering/march/symbolic-marcher.ts";
import { RuntimeUnavailableError } from "../../tensor/errors.ts";
import { webWorkerPool } from "./worker-pool.ts";

/** What a user may ask for; "auto" takes the fastest that works here. */
export type WebRendererRequest = "auto" | "wasm" | "symbolic" | "reference";

export interface WebMarcherOptions {
	readonly renderer?: WebRendererRequest | undefined;
	/** Runs the graphs of "symbolic". */
	readonly runtime: InferenceRuntime;
	/** Worker threads; 1 computes on the calling thread. */
	readonly threads: number;
}

export interface ChosenWebMarcher {
	readonly marcher: RayMarcher;
	/** Why "auto" passed over the faster one, or `null`. */
	readonly passedOver: string | null;
}

/** Makes a renderer; the caller disposes of it. Rejects when the one asked for by name does not work here. */
export async function chooseMarcher({
	renderer = "auto",
	runtime,
	threads,
}: WebMarcherOptions): Promise<ChosenWebMarcher> {
	if (renderer === "reference") return { marcher: referenceMarcher, passedOver: null };
	if (renderer === "symbolic") return { marcher: symbolicMarcher(runtime), passedOver: null };
	try {
		return { marcher: await createWasmMarcher({ workers: webWorkerPool(), threads }), passedOver: null };
	} catch (error) {
		if (renderer === "wasm" || !(error instanceof RuntimeUnavailableError)) throw error;
		return { marcher: symbolicMarcher(runtime), passedOver: `wasm: ${error.message}` };
	}
}
