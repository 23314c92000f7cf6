/** A studio of worker threads: requests wait in line, and each thread has one at a time. */

import { TaskQueue } from "../../host/task-queue.ts";
import type { WorkerPool, WorkerScript } from "../../host/worker-pool.ts";
import { InputError } from "../../tensor/errors.ts";
import type { StudioTask } from "./serve-studio.ts";
import type { Pictures, Studio } from "./studio.ts";

/** @param script  a module that calls `serveStudio` */
export function threadedStudio(pool: WorkerPool, script: WorkerScript, threads: number): Studio {
	if (!(Number.isInteger(threads) && threads >= 1)) {
		throw new InputError(`studio: ${threads} threads, want a whole number from 1`);
	}
	const queue = new TaskQueue<StudioTask, Pictures[keyof Pictures]>(pool, script, threads, "studio");
	return {
		size: threads,
		// A thread answers with what it was asked for.
		take: async <K extends keyof Pictures>(kind: K, request: StudioTask["request"]) =>
			(await queue.run({ kind, request })) as Pictures[K],
		dispose: () => queue.dispose(),
	};
}
