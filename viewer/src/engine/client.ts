/** The other side of a worker: calls as promises, progress, and failures as errors. One worker per open network. */

import type { Allowance } from "triplane";
import type { CallName, EarlyOf, EngineCalls, Failure, FromWorker, ToWorker } from "./protocol.ts";

/** What the worker says went wrong. */
export class EngineError extends Error {
	readonly code: string;
	/** What opens a refused network all the same, or `null`. */
	readonly unless: Allowance | null;

	constructor({ code, message, unless = null }: Failure) {
		super(message);
		this.name = "EngineError";
		this.code = code;
		this.unless = unless;
	}
}

export interface CallOptions<K extends CallName = CallName> {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((stage: string, fraction: number) => void) | undefined;
	readonly onEarly?: ((answer: EarlyOf<K>) => void) | undefined;
}

interface Pending extends Pick<CallOptions, "onProgress"> {
	readonly onEarly: ((answer: never) => void) | undefined;
	resolve(output: unknown): void;
	reject(error: Error): void;
}

/** What is asked of a worker. */
export interface Engine {
	/** Rejects with `EngineError`; its code is "aborted" when the signal fired, "lost" when the GPU is gone. */
	call<K extends CallName>(
		name: K,
		input: EngineCalls[K]["in"],
		options?: CallOptions<K>,
	): Promise<EngineCalls[K]["out"]>;
	/** Ends the worker, and with it all memory of its network. */
	close(): void;
}

export class EngineClient implements Engine {
	readonly #worker: Worker;
	readonly #pending = new Map<number, Pending>();
	#lastId = 0;
	#ended: EngineError | null = null;

	/** Takes over a worker that runs worker.ts. */
	constructor(worker: Worker) {
		this.#worker = worker;
		this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
		this.#worker.onerror = (event) => {
			event.preventDefault();
			this.#end({ code: "worker", message: `the worker stopped: ${event.message || "it could not be started"}` });
		};
	}

	call<K extends CallName>(
		name: K,
		input: EngineCalls[K]["in"],
		options: CallOptions<K> = {},
	): Promise<EngineCalls[K]["out"]> {
		if (this.#ended) return Promise.reject(this.#ended);
		const id = ++this.#lastId;
		const answer = new Promise<unknown>((resolve, reject) => {
			this.#pending.set(id, { onProgress: options.onProgress, onEarly: options.onEarly, resolve, reject });
		});
		this.#post({ id, call: name, input } as ToWorker);
		options.signal?.addEventListener("abort", () => this.#post({ abort: id }), { once: true });
		// The table of calls says what each gives; both sides are compiled against it.
		return answer as Promise<EngineCalls[K]["out"]>;
	}

	close(): void {
		this.#worker.terminate();
		this.#end({ code: "aborted", message: "the network was closed" });
	}

	#post(message: ToWorker): void {
		if (!this.#ended) this.#worker.postMessage(message);
	}

	#receive(message: FromWorker): void {
		const pending = this.#pending.get(message.id);
		if (!pending) return;
		if ("progress" in message) pending.onProgress?.(message.progress.stage, message.progress.fraction);
		else if ("early" in message)
			pending.onEarly?.(message.early as never); // what comes early is that of the call
		else {
			this.#pending.delete(message.id);
			if ("failure" in message) pending.reject(new EngineError(message.failure));
			else pending.resolve(message.output);
		}
	}

	#end(failure: Failure): void {
		this.#ended ??= new EngineError(failure);
		for (const { reject } of this.#pending.values()) reject(this.#ended);
		this.#pending.clear();
	}
}
