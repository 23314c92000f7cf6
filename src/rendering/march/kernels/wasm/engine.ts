/**
 * The kernel at work: memory, a crew, and one job after the other.
 *
 * A job is a row of float64 slots (assembly/slots.ts), a control block, and scratch memory for each member of the crew.
 */

import { throwIfAborted } from "../../../../tensor/errors.ts";
import type { MarchControl } from "../../contract.ts";
import { JOB_CONTROL, JOB_TILES } from "./assembly/slots.ts";
import type { Crew, JobKind } from "./crew.ts";
import { Heap } from "./heap.ts";
import type { KernelExports, LoadedKernel } from "./load-kernel.ts";

/** Slots by number, and their values. */
export type Slots = ReadonlyMap<number, number>;

export interface Job {
	readonly kind: JobKind;
	/** What messages call the work. */
	readonly what: string;
	readonly tiles: number;
	/** How many slots this kind of job has. */
	readonly slotCount: number;
	readonly slots: Slots;
	/** Of each member of the crew. */
	readonly scratchBytes: number;
}

/** Bytes that the exports which measure scratch memory may write at their `base`. */
const MEASURING_BYTES = 1024;

export class Engine {
	readonly heap: Heap;
	readonly #exports: KernelExports;
	readonly #crew: Crew;
	/** Ends when the last job that was asked for has. */
	#queue: Promise<void> = Promise.resolve();

	constructor(kernel: LoadedKernel, crew: Crew) {
		this.heap = new Heap(kernel.memory);
		this.#exports = kernel.exports;
		this.#crew = crew;
	}

	/** Asks the kernel for sizes of scratch memory. */
	measure(ask: (exports: KernelExports, base: number) => number): number {
		return this.withBlocks((blocks) => ask(this.#exports, blocks.allocate(MEASURING_BYTES)));
	}

	/**
	 * Runs a job when those before it are over. Rejects with `AbortedError` when the caller's signal fires before or while
	 * it runs, and with `RuntimeFailureError` when a worker fails.
	 */
	async run(job: Job, control: MarchControl = {}): Promise<void> {
		const turn = this.#queue.then(() => this.#runNow(job, control));
		// A failure is its caller's; the queue goes on.
		this.#queue = turn.catch(() => {});
		await turn;
	}

	/** Gives `use` a maker of blocks that are all released when it returns or throws. */
	withBlocks<T>(use: (blocks: Blocks) => T): T {
		const blocks = new Blocks(this.heap);
		try {
			return use(blocks);
		} finally {
			blocks.release();
		}
	}

	/** As `withBlocks`, until the promise that `use` gives is settled. */
	async withBlocksAsync<T>(use: (blocks: Blocks) => Promise<T>): Promise<T> {
		const blocks = new Blocks(this.heap);
		try {
			return await use(blocks);
		} finally {
			blocks.release();
		}
	}

	async dispose(): Promise<void> {
		await this.#crew.dispose();
	}

	async #runNow(job: Job, { signal, onProgress }: MarchControl): Promise<void> {
		throwIfAborted(signal, job.what);
		await this.withBlocksAsync(async (blocks) => {
			const control = blocks.int32([0, 0]);
			const stop = (): void => {
				Atomics.store(this.heap.int32(control, 2), 1, 1);
			};
			const tick = (): void => onProgress?.(Math.min(Atomics.load(this.heap.int32(control, 1), 0) / job.tiles, 1));
			signal?.addEventListener("abort", stop);
			try {
				await this.#crew.run({
					kind: job.kind,
					job: writeSlots(blocks, job, control),
					scratch: Array.from({ length: this.#crew.size }, () => blocks.allocate(job.scratchBytes)),
					onTick: onProgress && tick,
					stop,
				});
			} finally {
				signal?.removeEventListener("abort", stop);
			}
		});
		throwIfAborted(signal, job.what);
	}
}

function writeSlots(blocks: Blocks, job: Job, control: number): number {
	const row = new Float64Array(job.slotCount);
	for (const [slot, value] of job.slots) row[slot] = value;
	row[JOB_CONTROL] = control;
	row[JOB_TILES] = job.tiles;
	return blocks.float64(row);
}

/** Blocks of memory that end together. */
export class Blocks {
	readonly #heap: Heap;
	readonly #starts: number[] = [];

	constructor(heap: Heap) {
		this.#heap = heap;
	}

	allocate(bytes: number): number {
		const start = this.#heap.allocate(bytes);
		this.#starts.push(start);
		return start;
	}

	float32(values: ArrayLike<number>): number {
		const start = this.allocate(4 * values.length);
		this.#heap.float32(start, values.length).set(values);
		return start;
	}

	float64(values: ArrayLike<number>): number {
		const start = this.allocate(8 * values.length);
		this.#heap.float64(start, values.length).set(values);
		return start;
	}

	int32(values: ArrayLike<number>): number {
		const start = this.allocate(4 * values.length);
		this.#heap.int32(start, values.length).set(values);
		return start;
	}

	release(): void {
		for (const start of this.#starts.splice(0)) this.#heap.release(start);
	}
}
