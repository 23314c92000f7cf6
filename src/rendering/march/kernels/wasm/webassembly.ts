/**
 * What is used of `WebAssembly`, which every platform has but no library of types that fits both: Node's lacks it, and
 * the DOM's would let browser globals into the core.
 */

/** A compiled module; only handed on. */
export interface WasmModule {
	readonly [Symbol.toStringTag]: string;
}

export interface WasmMemory {
	readonly buffer: ArrayBufferLike;
	/** Grows by 64 KB pages; throws `RangeError` at the maximum. */
	grow(pages: number): number;
}

interface MemoryDescriptor {
	readonly initial: number;
	readonly maximum: number;
	readonly shared: boolean;
}

interface WebAssemblyApi {
	compile(bytes: Uint8Array): Promise<WasmModule>;
	instantiate(module: WasmModule, imports: object): Promise<{ readonly exports: Readonly<Record<string, unknown>> }>;
	readonly Memory: new (descriptor: MemoryDescriptor) => WasmMemory;
}

/** The platform's WebAssembly. */
export function webAssembly(): WebAssemblyApi {
	// The cast is the boundary to the platform.
	return (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
}
