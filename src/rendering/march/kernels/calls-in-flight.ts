/** Calls that still read a prepared field: it is freed behind them, and gives no more of them then. */

import { RuntimeFailureError } from "../../../tensor/errors.ts";

export class CallsInFlight {
	readonly #renderer: string;
	readonly #running = new Set<Promise<unknown>>();
	#disposed = false;

	/** @param renderer  its name, for messages */
	constructor(renderer: string) {
		this.#renderer = renderer;
	}

	/** Begins a call. Rejects with `RuntimeFailureError` after `dispose`. */
	readonly open = <T>(call: () => Promise<T>): Promise<T> => {
		if (this.#disposed) {
			return Promise.reject(new RuntimeFailureError(`${this.#renderer} renderer: this field was disposed of`));
		}
		const running = call();
		this.#running.add(running);
		const forget = (): void => {
			this.#running.delete(running);
		};
		running.then(forget, forget);
		return running;
	};

	/** Waits for the calls, then frees the field; a second time does nothing. */
	async dispose(free: () => void): Promise<void> {
		if (this.#disposed) return;
		this.#disposed = true;
		await Promise.allSettled(this.#running);
		free();
	}
}
