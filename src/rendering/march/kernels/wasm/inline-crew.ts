/** The calling thread as a crew of one: where memory cannot be shared, or workers are not wanted. */

import { RuntimeFailureError } from "../../../../tensor/errors.ts";
import { type Crew, type JobRun, TICK } from "./crew.ts";
import type { KernelExports } from "./load-kernel.ts";

/** Runs tiles on the calling thread, with a pause after every TICK milliseconds in which events come through. */
export function inlineCrew(kernel: KernelExports): Crew {
	return {
		size: 1,
		run: async (run) => {
			try {
				await runTiles(kernel, run);
			} catch (cause) {
				throw new RuntimeFailureError(`wasm renderer: '${run.kind}' failed: ${String(cause)}`, { cause });
			}
		},
		dispose: async () => {},
	};
}

async function runTiles(kernel: KernelExports, { kind, job, scratch, onTick }: JobRun): Promise<void> {
	let pause = performance.now() + TICK;
	while (kernel[kind](job, scratch[0] ?? 0) !== 0) {
		if (performance.now() < pause) continue;
		onTick?.();
		await new Promise<void>((resolve) => {
			setTimeout(resolve, 0);
		});
		pause = performance.now() + TICK;
	}
}
