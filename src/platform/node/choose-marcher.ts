/** Picks a version of the volume renderer for Node. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { RayMarcher } from "../../rendering/march/contract.ts";
import { referenceMarcher } from "../../rendering/march/reference.ts";
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
export async function chooseMarcher({ renderer = "auto" }: MarcherOptions): Promise<RayMarcher> {
	if (renderer === "auto" || renderer === "reference") return referenceMarcher;
	throw new RuntimeUnavailableError(`renderer ${renderer}: not in this version; want auto or reference`);
}
