/** A thread of a teaching: does task after task, and answers each. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { type TaskReport, type TeachingSetup, type TeachingTask, TeachingWork } from "./teaching-work.ts";

/** What a dedicated worker sees of itself. */
export interface WorkerScope {
	onmessage: ((message: { readonly data: unknown }) => void) | null;
	postMessage(value: unknown): void;
}

export type ToTeachingWorker =
	| { readonly type: "open"; readonly setup: TeachingSetup }
	| { readonly type: "task"; readonly task: TeachingTask };

export type FromTeachingWorker =
	| { readonly type: "done"; readonly report: TaskReport }
	| { readonly type: "failed"; readonly reason: string };

/** @param openRuntime  makes the runtime of the thread */
export function serveTeaching(scope: WorkerScope, openRuntime: () => Promise<InferenceRuntime>): void {
	let work: Promise<TeachingWork> | null = null;
	const answer = async (message: ToTeachingWorker): Promise<TaskReport> => {
		if (message.type === "open") {
			work = openRuntime().then((runtime) => TeachingWork.open(message.setup, runtime));
			await work;
			return {};
		}
		if (!work) throw new RangeError("teaching: a task before the setup");
		return await (await work).run(message.task);
	};
	scope.onmessage = ({ data }) => {
		answer(data as ToTeachingWorker).then(
			(report) => scope.postMessage({ type: "done", report } satisfies FromTeachingWorker),
			(error: unknown) => {
				const reason = error instanceof Error ? error.message : String(error);
				scope.postMessage({ type: "failed", reason } satisfies FromTeachingWorker);
			},
		);
	};
}
