/** A studio of worker threads: requests wait in line, and each thread has one at a time. */

import type { WorkerPool, WorkerScript, WorkerThread } from "../../host/worker-pool.ts";
import { InputError, RuntimeFailureError } from "../../tensor/errors.ts";
import type { FromStudioWorker, ToStudioWorker } from "./serve-studio.ts";
import type { PictureRequest, Pictures, Studio } from "./studio.ts";

interface Order {
	readonly message: ToStudioWorker;
	readonly resolve: (picture: Pictures[keyof Pictures]) => void;
	readonly reject: (error: Error) => void;
}

/** @param script  a module that calls `serveStudio` */
export function threadedStudio(pool: WorkerPool, script: WorkerScript, threads: number): Studio {
	if (!(Number.isInteger(threads) && threads >= 1)) {
		throw new InputError(`studio: ${threads} threads, want a whole number from 1`);
	}
	return new ThreadedStudio(pool, script, threads);
}

class ThreadedStudio implements Studio {
	readonly size: number;
	readonly #waiting: Order[] = [];
	/** What each thread is at. */
	readonly #current: (Order | null)[];
	readonly #threads: readonly WorkerThread[];
	/** Why no more pictures are taken. */
	#closed: RuntimeFailureError | null = null;

	constructor(pool: WorkerPool, script: WorkerScript, threads: number) {
		this.size = threads;
		this.#current = new Array<Order | null>(threads).fill(null);
		this.#threads = Array.from({ length: threads }, (_, place) =>
			pool.spawn(`triplane studio ${place}`, script, {
				onMessage: (data) => this.#receive(place, data as FromStudioWorker),
				onFailure: (cause) =>
					this.#close(new RuntimeFailureError(`studio: thread ${place} ended: ${cause.message}`, { cause })),
			}),
		);
	}

	take<K extends keyof Pictures>(kind: K, request: PictureRequest): Promise<Pictures[K]> {
		return new Promise((resolve, reject) => {
			if (this.#closed) return reject(this.#closed);
			// The thread answers with what it was asked for.
			const deliver = (picture: Pictures[keyof Pictures]): void => resolve(picture as Pictures[K]);
			this.#waiting.push({ message: { kind, request }, resolve: deliver, reject });
			this.#handOut();
		});
	}

	async dispose(): Promise<void> {
		this.#close(new RuntimeFailureError("studio: used after it was disposed of"));
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
			thread.post(order.message);
		}
	}

	#receive(place: number, message: FromStudioWorker): void {
		const order = this.#current[place];
		this.#current[place] = null;
		this.#threads[place]?.keepAlive(false);
		if (message.type === "picture") order?.resolve(message.picture);
		else order?.reject(new RuntimeFailureError(`studio: ${message.reason}`));
		this.#handOut();
	}

	#close(error: RuntimeFailureError): void {
		this.#closed ??= error;
		for (const order of [...this.#current, ...this.#waiting.splice(0)]) order?.reject(this.#closed);
		this.#current.fill(null);
		for (const thread of this.#threads) thread.keepAlive(false);
	}
}
