/**
 * Super-resolution in a worker of its own. On the CPU ONNX Runtime holds its worker until it is done, seconds for a large
 * picture; meanwhile the first worker goes on drawing what the hand turns. The price is a second copy of the network.
 */

import { EngineClient } from "./client.ts";
import type { OpenRequest, Superresolved, SuperresolveRequest } from "./protocol.ts";

export class Finisher {
	readonly #client: EngineClient;
	readonly #ready: Promise<unknown>;

	/** Opens the same file once more, in another worker of the same script. */
	constructor(name: string, file: Blob, allowed: OpenRequest["allowed"]) {
		this.#client = new EngineClient(new Worker(self.location.href, { type: "module", name: "triplane finisher" }));
		const choice = { kind: "stored", name, bytes: file.size } as const;
		this.#ready = this.#client.call("open", { choice, file, url: null, device: "cpu", role: "finisher", allowed });
		// Heard where it is awaited.
		this.#ready.catch(() => undefined);
	}

	/** Rejects at once when the signal fires; what is at work then ends unheard. */
	async superresolve(request: SuperresolveRequest, signal: AbortSignal): Promise<Superresolved> {
		await orAborted(this.#ready, signal);
		return await orAborted(this.#client.call("superresolve", request, { signal }), signal);
	}
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	signal.throwIfAborted();
	return await new Promise<T>((resolve, reject) => {
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
		work.then(resolve, reject);
	});
}
