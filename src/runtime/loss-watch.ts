/** Turns the loss of a device into failures of whatever waits for it: a lost device may leave promises open for ever. */

export class LossWatch {
	readonly #waiting = new Set<(reason: Error) => void>();
	#reason: Error | null = null;

	/** @param lost  settles with the reason when the device is gone; `undefined` for devices that stay */
	constructor(lost: Promise<Error> | undefined) {
		// One listener for all work: a promise that never settles keeps every listener it is given.
		lost?.then(
			(reason) => this.#fail(reason),
			(cause: unknown) => this.#fail(new Error("the device was lost", { cause })),
		);
	}

	/** Throws when the device is already gone. */
	throwIfLost(): void {
		if (this.#reason) throw this.#reason;
	}

	/** What `work` gives, or a rejection as soon as the device is gone. */
	guard<T>(work: Promise<T>): Promise<T> {
		return new Promise((resolve, reject) => {
			if (this.#reason) reject(this.#reason);
			this.#waiting.add(reject);
			work.then(resolve, reject).finally(() => this.#waiting.delete(reject));
		});
	}

	#fail(reason: Error): void {
		this.#reason = reason;
		for (const reject of this.#waiting) reject(reason);
		this.#waiting.clear();
	}
}
