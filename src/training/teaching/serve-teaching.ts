/** A thread of a teaching: takes the setup first, then does task after task. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { serveTasks, type WorkerScope } from "../../host/serve-tasks.ts";
import { type TaskReport, type TeachingSetup, type TeachingTask, TeachingWork } from "./teaching-work.ts";

/** What everyone in the crew has to know. */
export interface OpenTask {
	readonly kind: "open";
	readonly setup: TeachingSetup;
}

/** @param openRuntime  makes the runtime of the thread */
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
