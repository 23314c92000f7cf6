import { describe, expect, it } from "vitest";
import { RuntimeFailureError } from "../../../../tensor/errors.ts";
import { Heap } from "./heap.ts";
import { webAssembly } from "./webassembly.ts";

function heapOf(pages: number, maximum: number): Heap {
	return new Heap(new (webAssembly().Memory)({ initial: pages, maximum, shared: false }));
}

describe("heap of the WASM renderer", () => {
	it("gives blocks that do not overlap, begin at a cache line and are never at 0", () => {
		const heap = heapOf(1, 4);
		const blocks = [1, 100, 64, 3000, 0].map((size) => ({ start: heap.allocate(size), size }));
		for (const { start } of blocks) {
			expect(start % 64).toBe(0);
			expect(start).toBeGreaterThan(0);
		}
		const sorted = blocks.sort((a, b) => a.start - b.start);
		sorted.forEach(({ start, size }, i) => {
			expect(start + size).toBeLessThanOrEqual(sorted[i + 1]?.start ?? Number.POSITIVE_INFINITY);
		});
	});

	it("joins freed neighbours, in whatever order they are freed", () => {
		for (const order of [
			[0, 1, 2],
			[2, 0, 1],
			[1, 2, 0],
		]) {
			const heap = heapOf(1, 1);
			const blocks = [1, 2, 3].map(() => heap.allocate(20000));
			expect(() => heap.allocate(20000)).toThrow(RuntimeFailureError);
			for (const block of order) heap.release(blocks[block] ?? 0);
			expect(heap.used).toBe(0);
			expect(heap.allocate(60000)).toBe(blocks[0]);
		}
	});

	it("grows the memory, using what is free at its end", () => {
		const heap = heapOf(1, 2);
		heap.allocate(30000);
		const large = heap.allocate(90000);
		heap.float32(large, 22500).fill(1);
		expect(heap.float32(large, 22500).at(-1)).toBe(1);
	});

	it("says how much is in use when there is no room, and goes on working", () => {
		const heap = heapOf(1, 1);
		const block = heap.allocate(1000);
		expect(() => heap.allocate(1e6)).toThrow(/no room for 1000\d{3} bytes beside the 10\d\d in use/);
		heap.release(block);
		expect(heap.allocate(1000)).toBe(block);
	});

	it("refuses to free what is not in use, and frees the missing block at 0", () => {
		const heap = heapOf(1, 1);
		const block = heap.allocate(10);
		heap.release(block);
		expect(() => heap.release(block)).toThrow(RuntimeFailureError);
		expect(() => heap.release(0)).not.toThrow();
	});
});
