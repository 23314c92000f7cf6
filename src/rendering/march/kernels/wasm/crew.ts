/** Who runs a job's tiles: worker threads, or the calling thread where there are none. */

import type { WasmMemory, WasmModule } from "./webassembly.ts";

/** Jobs the kernel can run, by the names of its exports. */
export type JobKind = "fold" | "march" | "gradient" | "points" | "grid";

export interface JobRun {
	readonly kind: JobKind;
	/** Address of the job's slots. */
	readonly job: number;
	/** Scratch memory of each member of the crew. */
	readonly scratch: readonly number[];
	/** Called now and then while the job runs. */
	readonly onTick?: (() => void) | undefined;
	/** Tells the others to stop when one has failed. */
	readonly stop: () => void;
}

export interface Crew {
	/** How many work side by side; each needs scratch memory of its own. */
	readonly size: number;
	/** Runs a job to its end. One at a time. Rejects with `RuntimeFailureError` when a member fails. */
	run(run: JobRun): Promise<void>;
	dispose(): Promise<void>;
}

/** What the crew needs to make instances of the kernel. */
export interface KernelParts {
	readonly module: WasmModule;
	readonly memory: WasmMemory;
}

/** Milliseconds between two ticks. */
export const TICK = 50;
