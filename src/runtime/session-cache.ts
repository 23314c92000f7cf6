/** Keeps compiled graphs by key, so that each is built and compiled once, also when asked for twice at a time. */

import type { CompiledGraph, InferenceRuntime } from "../host/inference-runtime.ts";
import { RuntimeFailureError } from "../tensor/errors.ts";

export class SessionCache {
	readonly #runtime: InferenceRuntime;
	readonly #graphs = new Map<string, Promise<CompiledGraph>>();
	#disposed = false;

	constructor(runtime: InferenceRuntime) {
		this.#runtime = runtime;
	}

	/** The graph `key`, built by `build` (which gives ONNX bytes) the first time. A failed build is tried again. */
	async get(key: string, build: () => Uint8Array): Promise<CompiledGraph> {
		if (this.#disposed) throw new RuntimeFailureError(`graph '${key}': asked for after dispose()`);
		const known = this.#graphs.get(key);
		if (known) return known;
		const compiling = this.#compile(key, build);
		this.#graphs.set(key, compiling);
		return compiling;
	}

	async #compile(key: string, build: () => Uint8Array): Promise<CompiledGraph> {
		try {
			return await this.#runtime.compile(key, build());
		} catch (error) {
			this.#graphs.delete(key);
			throw error;
		}
	}

	/** Releases every session. The cache cannot be used afterwards; a second call does nothing. */
	async dispose(): Promise<void> {
		this.#disposed = true;
		const graphs = [...this.#graphs.values()];
		this.#graphs.clear();
		await Promise.allSettled(graphs.map(async (graph) => (await graph).dispose()));
	}
}
