/** What every command is given: where to say things, and the signal that ends its work. */

import { AbortedError } from "../tensor/errors.ts";
import { EXIT_OK } from "./exit-codes.ts";

export interface Session {
	/** Fires on Ctrl-C and SIGTERM. */
	readonly signal: AbortSignal;
	/** Sets the exit code of a command that did its work (default 0). */
	exitWith(code: number): void;
}

/** A session that nothing interrupts, for making help texts. */
export function idleSession(): Session {
	return { signal: new AbortController().signal, exitWith: () => undefined };
}

/** Remembers the exit code. */
export class CommandSession implements Session {
	readonly signal: AbortSignal;
	exitCode: number = EXIT_OK;

	constructor(signal: AbortSignal) {
		this.signal = signal;
	}

	exitWith(code: number): void {
		this.exitCode = code;
	}
}

/** Rejects when the session is interrupted, for waiting on work that takes no signal. */
export function untilInterrupted(signal: AbortSignal, what: string): Promise<never> {
	return new Promise((_, reject) => {
		const stop = (): void => reject(new AbortedError(`${what}: stopped by the caller`));
		if (signal.aborted) stop();
		else signal.addEventListener("abort", stop, { once: true });
	});
}
