/**
 * A crew of worker threads. All get the same job and share its tiles by an atomic counter in the kernel's memory; the
 * job is over when each has said that it found no tile left.
 */

import type { WorkerPool, WorkerThread } from "../../../../host/worker-pool.ts";
import { RuntimeFailureError } from "../../../../tensor/errors.ts";
import { type Crew, type JobRun, type KernelParts, TICK } from "./crew.ts";
import { type FromWorker, type ToWorker, WORKER_SOURCE } from "./worker-source.ts";

/** Starts `size` workers, without waiting for them: the first job does. */
export function workerCrew(pool: WorkerPool, size: number, parts: KernelParts): Crew {
	return new WorkerCrew(pool, size, parts);
}

interface Current {
	readonly run: JobRun;
	/** Members that are not done. */
	readonly busy: Set<number>;
	readonly settle: (error: RuntimeFailureError | null) => void;
	error: RuntimeFailureError | null;
}

class WorkerCrew implements Crew {
	readonly size: number;
	readonly #threads: readonly WorkerThread[];
	/** Why this crew can work no more. */
	#broken: RuntimeFailureError | null = null;
	#current: Current | null = null;

	constructor(pool: WorkerPool, size: number, { module, memory }: KernelParts) {
		this.size = size;
		this.#threads = Array.from({ length: size }, (_, member) =>
			pool.spawn(
				`triplane renderer ${member}`,
				{ source: WORKER_SOURCE },
				{
					onMessage: (data) => this.#receive(member, data as FromWorker),
					onFailure: (error) => this.#lose(member, error),
				},
			),
		);
		for (const thread of this.#threads) post(thread, { type: "start", module, memory });
	}

	async run(run: JobRun): Promise<void> {
		if (this.#broken !== null) throw this.#broken;
		for (const thread of this.#threads) thread.keepAlive(true);
		const error = await new Promise<RuntimeFailureError | null>((settle) => {
			this.#current = { run, settle, busy: new Set(this.#threads.keys()), error: null };
			const tick = run.onTick === undefined ? 0 : TICK;
			this.#threads.forEach((thread, member) => {
				post(thread, { type: "run", kind: run.kind, job: run.job, scratch: run.scratch[member] ?? 0, tick });
			});
		});
		this.#current = null;
		for (const thread of this.#threads) thread.keepAlive(false);
		if (error !== null) throw error;
	}

	async dispose(): Promise<void> {
		this.#broken ??= new RuntimeFailureError("wasm renderer: used after it was disposed of");
		this.#current?.run.stop();
		await Promise.all(this.#threads.map((thread) => thread.terminate()));
		this.#current?.settle(this.#broken);
	}

	#receive(member: number, message: FromWorker): void {
		if (message.type === "tick") {
			this.#current?.run.onTick?.();
			return;
		}
		const failed = message.type === "failed" ? message.message : null;
		if (failed !== null && this.#current === null) {
			this.#broken = new RuntimeFailureError(`wasm renderer: worker ${member} could not start: ${failed}`);
		}
		this.#finish(member, failed === null ? null : new RuntimeFailureError(`wasm renderer: worker failed: ${failed}`));
	}

	/** A worker is gone, and whatever it was at. */
	#lose(member: number, cause: Error): void {
		this.#broken = new RuntimeFailureError(
			`wasm renderer: worker ${member} ended: ${cause.message}. Make a new renderer`,
			{ cause },
		);
		this.#finish(member, this.#broken);
	}

	#finish(member: number, error: RuntimeFailureError | null): void {
		const current = this.#current;
		if (current === null) return;
		if (error !== null) {
			current.error ??= error;
			current.run.stop();
		}
		current.busy.delete(member);
		if (current.busy.size === 0) current.settle(current.error);
	}
}

function post(thread: WorkerThread, message: ToWorker): void {
	thread.post(message);
}
