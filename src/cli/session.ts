/** What every command is given: how to say things, and the signal that ends its work. */

import { EXIT_OK } from "./exit-codes.ts";
import { Terminal, type TerminalOptions } from "./terminal.ts";

export interface Session {
	/** Fires on Ctrl-C and SIGTERM. */
	readonly signal: AbortSignal;
	/** Where a command that is also a part of others says what it found. */
	terminal(options: TerminalOptions): Terminal;
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

	terminal(options: TerminalOptions): Terminal {
		return new Terminal(options);
	}

	exitWith(code: number): void {
		this.exitCode = code;
	}
}
