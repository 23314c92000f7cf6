/**
 * The renderer as a WASM SIMD kernel on worker threads: the version of the contract that Node and browsers without
 * WebGPU use. How it works is told where it is done, in assembly/; what was tried and measured in
 * docs/decisions/wasm-renderer.md.
 */

import type { WorkerPool } from "../../../../host/worker-pool.ts";
import { InputError } from "../../../../tensor/errors.ts";
import type { RayMarcher, TriplaneField } from "../../contract.ts";
import { Engine } from "./engine.ts";
import { inlineCrew } from "./inline-crew.ts";
import { canShareMemory, loadKernel } from "./load-kernel.ts";
import { prepareField, type WasmField } from "./wasm-field.ts";
import { workerCrew } from "./worker-crew.ts";

export interface WasmMarcherOptions {
	/** Makes the worker threads; `null` computes on the calling thread. */
	readonly workers: WorkerPool | null;
	/** Worker threads; default: as many as the machine runs at once. Results do not depend on it. */
	readonly threads?: number | undefined;
}

export interface WasmMarcher extends RayMarcher {
	/** Threads that compute; 1 where memory cannot be shared. */
	readonly threads: number;
	/** Bytes of the kernel's memory in use. */
	memoryInUse(): number;
	prepare(field: TriplaneField): Promise<WasmField>;
}

/**
 * Makes the renderer; the caller disposes of it to end its workers. Rejects with `RuntimeUnavailableError` where
 * WebAssembly lacks what the kernel needs.
 */
export async function createWasmMarcher(options: WasmMarcherOptions): Promise<WasmMarcher> {
	const { engine, crewSize } = await openEngine(options);
	return {
		name: "wasm",
		threads: crewSize,
		memoryInUse: () => engine.heap.used,
		prepare: (field) => prepareField(engine, field),
		dispose: () => engine.dispose(),
	};
}

/** The kernel at work, by worker threads where memory can be shared. Rejects as `createWasmMarcher` does. */
export async function openEngine({
	workers,
	threads,
}: WasmMarcherOptions): Promise<{ readonly engine: Engine; readonly crewSize: number }> {
	if (threads !== undefined && !(Number.isSafeInteger(threads) && threads >= 1)) {
		throw new InputError(`wasm renderer: ${threads} threads, want a whole number from 1`);
	}
	const shared = workers !== null && canShareMemory();
	const kernel = await loadKernel(shared);
	const size = threads ?? workers?.concurrency ?? 1;
	const crew = shared ? workerCrew(workers, size, kernel) : inlineCrew(kernel.exports);
	return { engine: new Engine(kernel, crew), crewSize: crew.size };
}
