/** The threads of a teaching: how they are started, and what each of them does. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { serveTasks, type WorkerScope } from "../../host/serve-tasks.ts";
import { TaskQueue } from "../../host/task-queue.ts";
import type { WorkerPool, WorkerScript } from "../../host/worker-pool.ts";
import { type TaskReport, type TeachingSetup, type TeachingTask, TeachingWork } from "./teaching-work.ts";

/** What everyone in the crew has to know. */
interface OpenTask {
	readonly kind: "open";
	readonly setup: TeachingSetup;
}

export type TeachingCrew = TaskQueue<OpenTask | TeachingTask, TaskReport>;

/** Starts the threads. @param script  a module that calls `serveTeaching` */
export async function openCrew(
	pool: WorkerPool,
	script: WorkerScript,
	{ threads, name, setup }: { readonly threads: number; readonly name: string; readonly setup: TeachingSetup },
): Promise<TeachingCrew> {
	const crew: TeachingCrew = new TaskQueue(pool, script, threads, name);
	// Each thread is free, so that each takes one of these.
	await Promise.all(Array.from({ length: threads }, () => crew.run({ kind: "open", setup })));
	return crew;
}

/**
 * A thread: takes the setup first, then does task after task.
 * @param openRuntime  makes the runtime of the thread
 */
export function serveTeaching(scope: WorkerScope, openRuntime: () => Promise<InferenceRuntime>): void {
	let work: TeachingWork | null = null;
	serveTasks(scope, async (task: OpenTask | TeachingTask): Promise<TaskReport> => {
		if (task.kind === "open") {
			work = await TeachingWork.open(task.setup, await openRuntime());
			return {};
		}
		if (!work) throw new RangeError("teaching: a task before the setup");
		return await work.run(task);
	});
}
