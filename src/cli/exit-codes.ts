/** Exit codes of the command: scripts can tell what went wrong without reading messages. */

import { TriplaneError, type TriplaneErrorCode } from "../tensor/errors.ts";

export const EXIT_OK = 0;
/** The work was done and its answer is no: `verify` found a difference, `doctor` a machine that cannot run. */
export const EXIT_CHECK_FAILED = 1;
/** The command line asks for something that cannot be. */
export const EXIT_USAGE = 2;
/** A fault of the program: an error that it did not foresee. */
export const EXIT_FAULT = 70;

const EXIT_BY_CODE: Readonly<Record<TriplaneErrorCode, number>> = {
	input: EXIT_USAGE,
	checkpoint: 3,
	"runtime-unavailable": 4,
	runtime: 5,
	output: 6,
	shape: 7,
	graph: 7,
	"unsupported-op": 7,
	diverged: 8,
	aborted: 130,
};

/** Signals that end the command, and the codes that shells expect then. */
export const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143 } as const;

export type EndingSignal = keyof typeof EXIT_BY_SIGNAL;

/** The exit code for `error`; `signal` is the one that ended the work, if one did. */
export function exitCodeOf(error: unknown, signal: EndingSignal | null): number {
	if (!(error instanceof TriplaneError)) return EXIT_FAULT;
	if (error.code === "aborted" && signal) return EXIT_BY_SIGNAL[signal];
	return EXIT_BY_CODE[error.code];
}
