/**
 * Blocks of the kernel's memory: first fit over a list of free ranges, neighbours joined again when freed. Few and large
 * blocks (planes, rays, results), so that a list is enough.
 */

import { RuntimeFailureError } from "../../../../tensor/errors.ts";
import type { WasmMemory } from "./webassembly.ts";

/** Blocks begin at a cache line. */
const ALIGNMENT = 64;
/** Bytes behind each block that vectors may read beyond its end. */
const SLACK = 64;
const PAGE = 65536;
/** Address 0 means "none" in the kernel, so that the first line stays unused. */
const FIRST = ALIGNMENT;

interface Range {
	readonly start: number;
	readonly end: number;
}

export class Heap {
	readonly #memory: WasmMemory;
	/** By address, apart from one another. */
	#free: Range[];
	readonly #sizes = new Map<number, number>();

	constructor(memory: WasmMemory) {
		this.#memory = memory;
		this.#free = [{ start: FIRST, end: memory.buffer.byteLength }];
	}

	/** Bytes in use, for tests and records. */
	get used(): number {
		let sum = 0;
		for (const size of this.#sizes.values()) sum += size;
		return sum;
	}

	/** A block of `bytes` bytes, not zeroed. Throws `RuntimeFailureError` when the memory is full. */
	allocate(bytes: number): number {
		const size = Math.ceil((bytes + SLACK) / ALIGNMENT) * ALIGNMENT;
		const start = this.#take(size) ?? this.#takeGrown(size);
		this.#sizes.set(start, size);
		return start;
	}

	/** Gives a block back; 0 (no block) is allowed. */
	release(start: number): void {
		if (start === 0) return;
		const size = this.#sizes.get(start);
		if (size === undefined) throw new RuntimeFailureError(`wasm heap: ${start} is no block that is in use`);
		this.#sizes.delete(start);
		this.#giveBack({ start, end: start + size });
	}

	float32(start: number, count: number): Float32Array {
		return new Float32Array(this.#memory.buffer, start, count);
	}

	float64(start: number, count: number): Float64Array {
		return new Float64Array(this.#memory.buffer, start, count);
	}

	int32(start: number, count: number): Int32Array {
		return new Int32Array(this.#memory.buffer, start, count);
	}

	#take(size: number): number | undefined {
		const index = this.#free.findIndex(({ start, end }) => end - start >= size);
		const range = this.#free[index];
		if (range === undefined) return undefined;
		const rest = { start: range.start + size, end: range.end };
		this.#free.splice(index, 1, ...(rest.start < rest.end ? [rest] : []));
		return range.start;
	}

	#takeGrown(size: number): number {
		const end = this.#memory.buffer.byteLength;
		const last = this.#free.at(-1);
		const atEnd = last?.end === end ? end - last.start : 0;
		try {
			this.#memory.grow(Math.ceil((size - atEnd) / PAGE));
		} catch (cause) {
			throw new RuntimeFailureError(
				`wasm renderer: no room for ${size} bytes beside the ${this.used} in use; dispose of fields that are not needed`,
				{ cause },
			);
		}
		this.#giveBack({ start: end, end: this.#memory.buffer.byteLength });
		const start = this.#take(size);
		if (start === undefined) throw new RuntimeFailureError(`wasm heap: grew, and yet has no room for ${size} bytes`);
		return start;
	}

	/** Adds a free range and joins it with those it touches. */
	#giveBack(range: Range): void {
		const sorted = [...this.#free, range].sort((a, b) => a.start - b.start);
		const joined: Range[] = [];
		for (const next of sorted) {
			const last = joined.at(-1);
			if (last?.end === next.start) joined[joined.length - 1] = { start: last.start, end: next.end };
			else joined.push(next);
		}
		this.#free = joined;
	}
}
