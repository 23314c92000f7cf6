/** What a user reads when something fails. */

import { AbortedError, TriplaneError } from "../tensor/errors.ts";
import type { EndingSignal } from "./exit-codes.ts";

export interface ErrorMessageOptions {
	/** Show stacks and causes: TRIPLANE_DEBUG=1. */
	readonly debug: boolean;
	/** The signal that ended the work, if one did. */
	readonly signal: EndingSignal | null;
}

/** The message for `error`, one line or a few, without a closing line break. */
export function errorMessage(error: unknown, { debug, signal }: ErrorMessageOptions): string {
	if (debug) return `triplane: ${withCauses(error)}`;
	if (error instanceof AbortedError && signal) {
		return `triplane: stopped by ${signal}; files already written are whole, nothing else was written`;
	}
	if (error instanceof TriplaneError) return `triplane: ${error.message}`;
	const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return [
		`triplane: an error that was not foreseen: ${text}`,
		"This is a fault of the program. TRIPLANE_DEBUG=1 shows where it happened; 'triplane doctor --json' describes this machine.",
	].join("\n");
}

function withCauses(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const own = error.stack ?? `${error.name}: ${error.message}`;
	return error.cause === undefined ? own : `${own}\ncaused by ${withCauses(error.cause)}`;
}
