/**
 * The closed set of errors this library throws.
 *
 * Every message says who wanted what, what came, where, and how to mend it. `code` is stable and is what the CLI
 * and the viewer translate; the class is what code catches.
 */

export type TriplaneErrorCode =
	| "shape"
	| "graph"
	| "checkpoint"
	| "unsupported-op"
	| "runtime-unavailable"
	| "runtime"
	| "input"
	| "output"
	| "diverged"
	| "aborted";

export abstract class TriplaneError extends Error {
	abstract readonly code: TriplaneErrorCode;

	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = new.target.name;
	}
}

/** A tensor has another shape or dtype than its reader wants. */
export class ShapeError extends TriplaneError {
	readonly code = "shape";
}

/** A symbolic graph is put together wrongly: tensors of two graphs, a cycle, a name used twice. */
export class GraphError extends TriplaneError {
	readonly code = "graph";
}

/** A checkpoint, safetensors file or golden is damaged, hostile, or of a kind we do not read. */
export class CheckpointError extends TriplaneError {
	readonly code = "checkpoint";
	/** The option that opens the network all the same, or `null` where none does. */
	readonly unless: Allowance | null;

	constructor(message: string, { unless = null, ...options }: CheckpointErrorOptions = {}) {
		super(message, options);
		this.unless = unless;
	}
}

/** What may be allowed when a network is opened: parts that are not computed here, or pictures that cost far too much. */
export type Allowance = "allowUnused" | "allowLarge";

export interface CheckpointErrorOptions extends ErrorOptions {
	readonly unless?: Allowance | null;
}

/** An operation has no gradient, or no counterpart on the chosen device. */
export class UnsupportedOpError extends TriplaneError {
	readonly code = "unsupported-op";
}

/** A device or a runtime that was asked for is not there. */
export class RuntimeUnavailableError extends TriplaneError {
	readonly code = "runtime-unavailable";
}

/** A device or a worker failed while it ran. */
export class RuntimeFailureError extends TriplaneError {
	readonly code = "runtime";
}

/** The user asked for something that cannot be: a bad seed, an unknown option, a missing file. */
export class InputError extends TriplaneError {
	readonly code = "input";
}

/** A result could not be written: no permission, no space, no such folder. */
export class OutputError extends TriplaneError {
	readonly code = "output";
}

/** Training left the finite numbers: a loss or a weight is NaN or infinite. */
export class DivergedError extends TriplaneError {
	readonly code = "diverged";
}

/** The caller's `AbortSignal` fired. */
export class AbortedError extends TriplaneError {
	readonly code = "aborted";
}

/** Throws `AbortedError` when `signal` has fired; `what` names the work that stops. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
	if (signal?.aborted) throw new AbortedError(`${what}: stopped by the caller`, { cause: signal.reason });
}
