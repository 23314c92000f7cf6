/**
 * What a command prints. Results, and the lines of a training, go to standard output, as text or – with `--json` – as one JSON
 * value; remarks and warnings go to standard error, where they do not get into pipes.
 */

import type { Writable } from "node:stream";
import { withShownAddresses } from "../platform/node/download/shown-address.ts";
import { terminalText } from "./terminal-text.ts";

export interface TerminalOptions {
	readonly json?: boolean | undefined;
	readonly quiet?: boolean | undefined;
}

export class Terminal {
	readonly json: boolean;
	readonly quiet: boolean;

	constructor({ json = false, quiet = false }: TerminalOptions) {
		this.json = json;
		this.quiet = quiet;
	}

	/** Whether progress and remarks are wanted. */
	get talks(): boolean {
		return !(this.json || this.quiet);
	}

	/** A line of the result for people; nothing with `--json` or `--quiet`. */
	line(text = ""): void {
		if (this.talks) say(process.stdout, text);
	}

	/** The whole result for people: shown even with `--quiet`, since it is all the command is for. */
	text(text: string): void {
		if (!this.json) say(process.stdout, text);
	}

	/** The whole result for programs, with `--json` only. */
	value(value: unknown): void {
		if (this.json) say(process.stdout, JSON.stringify(withShownAddresses(value), null, "\t"));
	}

	/** A remark on the way, on standard error. */
	remark(text: string): void {
		if (this.talks) say(process.stderr, text);
	}

	/** A warning, on standard error, always. */
	warn(text: string): void {
		say(process.stderr, `triplane: ${text}`);
	}
}

/** Of work that is a part of something larger, which says itself what was found. */
export class SilentTerminal extends Terminal {
	constructor() {
		super({ quiet: true });
	}

	override text(): void {}
	override value(): void {}
	override warn(): void {}
}

/** A line, or several, without anything that steers a terminal. */
export function say(stream: Writable, text: string): void {
	stream.write(`${terminalText(text)}\n`);
}
