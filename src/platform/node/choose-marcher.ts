/** Picks a version of the volume renderer for Node. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { RayMarcher } from "../../rendering/march/contract.ts";
import { referenceMarcher } from "../../rendering/march/reference.ts";
import { symbolicMarcher } from "../../rendering/march/symbolic-marcher.ts";
import { RuntimeUnavailableError } from "../../tensor/errors.ts";

/** What a user may ask for; "auto" takes the fastest that works here. */
export type RendererRequest = "auto" | "wasm" | "symbolic" | "reference";

export interface MarcherOptions {
	readonly renderer?: RendererRequest | undefined;
	/** Runs the graphs of "symbolic". */
	readonly runtime: InferenceRuntime;
	/** Worker threads; default: one per core. */
	readonly threads?: number | undefined;
}

/** Makes a renderer; the caller disposes of it. */
export async function chooseMarcher({ renderer = "auto", runtime }: MarcherOptions): Promise<RayMarcher> {
	if (renderer === "reference") return referenceMarcher;
	if (renderer === "auto" || renderer === "symbolic") return symbolicMarcher(runtime);
	throw new RuntimeUnavailableError(`renderer ${renderer}: not in this version; want auto, symbolic or reference`);
}
