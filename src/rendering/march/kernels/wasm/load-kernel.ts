/**
 * The kernel's binary: decoded, compiled, given memory.
 *
 * One binary serves both kinds of memory. It is compiled for shared memory; where that cannot be had, the flag in its
 * import section that says so is cleared. (Atomic instructions are allowed on unshared memory.)
 */

import { RuntimeUnavailableError } from "../../../../tensor/errors.ts";
import type { JobKind, KernelParts } from "./crew.ts";
import { KERNEL_BASE64, KERNEL_MAXIMUM_PAGES, KERNEL_MEMORY_FLAGS } from "./kernel-binary.ts";
import { type WasmMemory, type WasmModule, webAssembly } from "./webassembly.ts";

/** What the binary exports. */
export type KernelExports = {
	/** Runs the next tile of a job; 0 when there was none left. */
	readonly [K in JobKind]: (job: number, scratch: number) => number;
} & {
	/** Bytes of scratch memory each kind of job needs; `base` is the address of a free kilobyte. */
	foldScratchBytes(channels: number): number;
	marchScratchBytes(base: number, coarse: number, fine: number, hidden: number, features: number): number;
	gradientScratchBytes(
		base: number,
		coarse: number,
		fine: number,
		hidden: number,
		features: number,
		channels: number,
		texels: number,
	): number;
	pointsScratchBytes(base: number, hidden: number, features: number): number;
	gridScratchBytes(base: number, hidden: number, features: number): number;
	/** For tests: approximations applied to float32 rows in place; `bytes` is a multiple of 16, `table` 64 free bytes. */
	probeSoftplus(values: number, bytes: number, table: number): void;
	probeLogistic(values: number, bytes: number, table: number): void;
	probeExpNegative(values: number, bytes: number): void;
	probeSoftplusExact(values: number, bytes: number): void;
};

export interface LoadedKernel extends KernelParts {
	readonly exports: KernelExports;
	readonly shared: boolean;
}

/** Limits flags of the memory import: a maximum is given (1), shared (2). */
const WITH_MAXIMUM = 1;
const SHARED = 2;
/** Maxima that are tried, in 64 KB pages: some platforms reserve the whole maximum and have not so much. */
const MAXIMA = [KERNEL_MAXIMUM_PAGES, 16384, 4096];

/** Compiles the kernel. With `shared`, on memory that worker threads can share; check `canShareMemory` first. */
export async function loadKernel(shared: boolean): Promise<LoadedKernel> {
	const bytes = Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0));
	bytes[KERNEL_MEMORY_FLAGS] = shared ? WITH_MAXIMUM | SHARED : WITH_MAXIMUM;
	const module = await compile(bytes);
	const memory = makeMemory(shared);
	const { exports } = await webAssembly().instantiate(module, { env: { memory } });
	// The cast trusts our own binary; the tests run every export.
	return { module, memory, shared, exports: exports as unknown as KernelExports };
}

/**
 * Whether this platform has memory that threads can share. A browser makes it anywhere, but lets it through to workers
 * only on a cross-origin isolated page.
 */
export function canShareMemory(): boolean {
	const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
	if (crossOriginIsolated === false) return false;
	try {
		const { buffer } = new (webAssembly().Memory)({ initial: 1, maximum: 1, shared: true });
		return buffer.constructor !== ArrayBuffer;
	} catch {
		return false;
	}
}

async function compile(bytes: Uint8Array): Promise<WasmModule> {
	try {
		return await webAssembly().compile(bytes);
	} catch (cause) {
		throw new RuntimeUnavailableError(
			"wasm renderer: the kernel does not compile here; it needs WebAssembly with SIMD, threads and bulk memory",
			{ cause },
		);
	}
}

function makeMemory(shared: boolean): WasmMemory {
	const failures: unknown[] = [];
	for (const maximum of MAXIMA) {
		try {
			return new (webAssembly().Memory)({ initial: 16, maximum, shared });
		} catch (error) {
			failures.push(error);
		}
	}
	throw new RuntimeUnavailableError("wasm renderer: no memory to be had", { cause: failures[0] });
}
