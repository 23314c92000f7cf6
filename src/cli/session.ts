/** What every command is given: where to say things, and the signal that ends its work. */

import { EXIT_OK } from "./exit-codes.ts";

export interface Session {
	/** Fires on Ctrl-C and SIGTERM. */
	readonly signal: AbortSignal;
	/** Sets the exit code of a command that did its work (default 0). */
	exitWith(code: number): void;
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
