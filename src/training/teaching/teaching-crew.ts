/** The threads of a teaching, each of which knows the setup. */

import { TaskQueue } from "../../host/task-queue.ts";
import type { WorkerPool, WorkerScript } from "../../host/worker-pool.ts";
import type { OpenTask } from "./serve-teaching.ts";
import type { TaskReport, TeachingSetup, TeachingTask } from "./teaching-work.ts";

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
