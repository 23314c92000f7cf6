/** The threads of a teaching: each has one task at a time, and tasks wait in line for whoever is free. */

import type { WorkerPool, WorkerScript, WorkerThread } from "../../host/worker-pool.ts";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import type { FromTeachingWorker, ToTeachingWorker } from "./serve-teaching.ts";
import type { TaskReport, TeachingSetup, TeachingTask } from "./teaching-work.ts";

interface Order {
	readonly message: ToTeachingWorker;
	readonly resolve: (report: TaskReport) => void;
	readonly reject: (error: Error) => void;
}

export class TeachingCrew implements AsyncDisposable {
	readonly size: number;
	readonly #threads: readonly WorkerThread[];
	readonly #current: (Order | null)[];
	readonly #waiting: Order[] = [];
	#closed: RuntimeFailureError | null = null;

	private constructor(pool: WorkerPool, script: WorkerScript, threads: number, name: string) {
		this.size = threads;
		this.#current = new Array<Order | null>(threads).fill(null);
		this.#threads = Array.from({ length: threads }, (_, place) =>
			pool.spawn(`triplane ${name} ${place}`, script, {
				onMessage: (data) => this.#receive(place, data as FromTeachingWorker),
				onFailure: (cause) =>
					this.#close(new RuntimeFailureError(`${name}: thread ${place} ended: ${cause.message}`, { cause })),
			}),
		);
	}

	/** Starts the threads. @param script  a module that calls `serveTeaching` */
	static async open(
		pool: WorkerPool,
		script: WorkerScript,
		{ threads, name, setup }: { readonly threads: number; readonly name: string; readonly setup: TeachingSetup },
	): Promise<TeachingCrew> {
		const crew = new TeachingCrew(pool, script, threads, name);
		// Each thread is free, so that each takes one of these.
		await Promise.all(crew.#threads.map(() => crew.#order({ type: "open", setup })));
		return crew;
	}

	/** Rejects with `RuntimeFailureError`. */
	run(task: TeachingTask): Promise<TaskReport> {
		return this.#order({ type: "task", task });
	}

	async dispose(): Promise<void> {
		this.#close(new RuntimeFailureError("teaching: used after it was disposed of"));
		await Promise.all(this.#threads.map((thread) => thread.terminate()));
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}

	#order(message: ToTeachingWorker): Promise<TaskReport> {
		return new Promise((resolve, reject) => {
			if (this.#closed) return reject(this.#closed);
			this.#waiting.push({ message, resolve, reject });
			this.#handOut();
		});
	}

	#handOut(): void {
		for (const [place, thread] of this.#threads.entries()) {
			if (this.#current[place]) continue;
			const order = this.#waiting.shift();
			if (!order) return;
			this.#current[place] = order;
			thread.keepAlive(true);
			thread.post(order.message);
		}
	}

	#receive(place: number, message: FromTeachingWorker): void {
		const order = this.#current[place];
		this.#current[place] = null;
		this.#threads[place]?.keepAlive(false);
		if (message.type === "done") order?.resolve(message.report);
		else order?.reject(new RuntimeFailureError(`teaching: ${message.reason}`));
		this.#handOut();
	}

	#close(error: RuntimeFailureError): void {
		this.#closed ??= error;
		for (const order of [...this.#current, ...this.#waiting.splice(0)]) order?.reject(this.#closed);
		this.#current.fill(null);
		for (const thread of this.#threads) thread.keepAlive(false);
	}
}
