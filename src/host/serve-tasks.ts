/** The other side of a `TaskQueue`: a thread that does task after task, and answers each. */

/** What a dedicated worker sees of itself. */
export interface WorkerScope {
	onmessage: ((message: { readonly data: unknown }) => void) | null;
	postMessage(value: unknown): void;
}

export type FromTaskWorker<Answer> =
	| { readonly type: "done"; readonly answer: Answer }
	| { readonly type: "failed"; readonly reason: string };

/** @param work  does a task; what it throws is told to who asked */
export function serveTasks<Task, Answer>(scope: WorkerScope, work: (task: Task) => Answer | Promise<Answer>): void {
	const send = (message: FromTaskWorker<Answer>): void => scope.postMessage(message);
	const answer = async (task: Task): Promise<void> => {
		try {
			send({ type: "done", answer: await work(task) });
		} catch (error) {
			send({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
		}
	};
	// Only the queue posts here.
	scope.onmessage = ({ data }) => void answer(data as Task);
}
