/**
 * Worker threads that do tasks: tasks wait in line, each thread has one at a time, and answers it. The other side is
 * `serveTasks`.
 */

import { RuntimeFailureError } from "../tensor/errors.ts";
import type { FromTaskWorker } from "./serve-tasks.ts";
import type { WorkerPool, WorkerScript, WorkerThread } from "./worker-pool.ts";

interface Order<Task, Answer> {
	readonly task: Task;
	readonly resolve: (answer: Answer) => void;
	readonly reject: (error: Error) => void;
}

export class TaskQueue<Task, Answer> {
	/** Threads. */
	readonly size: number;
	readonly #name: string;
	readonly #waiting: Order<Task, Answer>[] = [];
	/** What each thread is at. */
	readonly #current: (Order<Task, Answer> | null)[];
	readonly #threads: readonly WorkerThread[];
	/** Why no more tasks are taken. */
	#closed: RuntimeFailureError | null = null;

	/**
	 * Starts the threads.
	 * @param name    of the queue in messages
	 * @param script  a module that calls `serveTasks` with a function from `Task` to `Answer`
	 */
	constructor(pool: WorkerPool, script: WorkerScript, threads: number, name: string) {
		this.size = threads;
		this.#name = name;
		this.#current = new Array<Order<Task, Answer> | null>(threads).fill(null);
		this.#threads = Array.from({ length: threads }, (_, place) =>
			pool.spawn(`triplane ${name} ${place}`, script, {
				onMessage: (data) => this.#receive(place, data as FromTaskWorker<Answer>),
				onFailure: (cause) =>
					this.#close(new RuntimeFailureError(`${name}: thread ${place} ended: ${cause.message}`, { cause })),
			}),
		);
	}

	/** Has a task done by the next free thread. Rejects with `RuntimeFailureError`. */
	run(task: Task): Promise<Answer> {
		return new Promise((resolve, reject) => {
			if (this.#closed) return reject(this.#closed);
			this.#waiting.push({ task, resolve, reject });
			this.#handOut();
		});
	}

	/** Ends the threads; tasks that are not done are rejected. */
	async dispose(): Promise<void> {
		this.#close(new RuntimeFailureError(`${this.#name}: used after it was disposed of`));
		await Promise.all(this.#threads.map((thread) => thread.terminate()));
	}

	/** Gives waiting orders to idle threads. */
	#handOut(): void {
		for (const [place, thread] of this.#threads.entries()) {
			if (this.#current[place]) continue;
			const order = this.#waiting.shift();
			if (!order) return;
			this.#current[place] = order;
			thread.keepAlive(true);
			thread.post(order.task);
		}
	}

	#receive(place: number, message: FromTaskWorker<Answer>): void {
		const order = this.#current[place];
		this.#current[place] = null;
		this.#threads[place]?.keepAlive(false);
		if (message.type === "done") order?.resolve(message.answer);
		else order?.reject(new RuntimeFailureError(`${this.#name}: ${message.reason}`));
		this.#handOut();
	}

	#close(error: RuntimeFailureError): void {
		this.#closed ??= error;
		for (const order of [...this.#current, ...this.#waiting.splice(0)]) order?.reject(this.#closed);
		this.#current.fill(null);
		for (const thread of this.#threads) thread.keepAlive(false);
	}
}
