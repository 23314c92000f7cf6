/**
 * Ctrl-C and SIGTERM as an `AbortSignal`: work stops at its next safe point, and files are whole or absent. A second
 * signal ends the process at once (a file being written then stays under its temporary name, `*.tmp`).
 */

import { type EndingSignal, EXIT_BY_SIGNAL } from "./exit-codes.ts";

export class Interruption implements Disposable {
	readonly #controller = new AbortController();
	readonly #listeners = new Map<EndingSignal, () => void>();
	#caught: EndingSignal | null = null;

	/** Listens until disposed of. */
	constructor() {
		for (const name of Object.keys(EXIT_BY_SIGNAL) as EndingSignal[]) {
			const listener = (): void => this.#onSignal(name);
			this.#listeners.set(name, listener);
			process.on(name, listener);
		}
	}

	/** Fires at the first signal. */
	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** The first signal that came, or `null`. */
	get caught(): EndingSignal | null {
		return this.#caught;
	}

	#onSignal(name: EndingSignal): void {
		if (this.#caught) {
			this.#endAtOnce(name);
			return;
		}
		this.#caught = name;
		process.stderr.write(`\ntriplane: ${name}: stopping after the step in progress (again: at once)\n`);
		this.#controller.abort(name);
	}

	/** By the system: `process.exit` ends worker threads first, and ONNX Runtime aborts where one of them is running it. */
	#endAtOnce(name: EndingSignal): void {
		this[Symbol.dispose]();
		process.kill(process.pid, name);
	}

	[Symbol.dispose](): void {
		for (const [name, listener] of this.#listeners) process.off(name, listener);
	}
}
