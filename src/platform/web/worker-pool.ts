/** Dedicated workers of a browser. Memory can be shared with them only on a cross-origin isolated page. */

import type { WorkerListener, WorkerPool, WorkerScript, WorkerThread } from "../../host/worker-pool.ts";
import { browserGlobals } from "./globals.ts";

/** What is used of the browser's `Worker`; the types of the whole DOM are not loaded. */
interface BrowserWorker {
	onmessage: ((event: { readonly data: unknown }) => void) | null;
	onerror: ((event: { readonly message?: string; readonly error?: unknown; preventDefault(): void }) => void) | null;
	onmessageerror: (() => void) | null;
	postMessage(data: unknown): void;
	terminate(): void;
}

interface WorkerGlobals {
	readonly Worker: new (url: string, options: { readonly name: string; readonly type: "module" }) => BrowserWorker;
}

/** The workers of this browser. */
export function webWorkerPool(): WorkerPool {
	// The cast is the boundary to the browser: see BrowserWorker.
	const { Worker } = globalThis as unknown as WorkerGlobals;
	return {
		concurrency: browserGlobals().navigator.hardwareConcurrency ?? 1,
		spawn: (name, script, listener) => spawn(Worker, name, script, listener),
	};
}

function spawn(
	Worker: WorkerGlobals["Worker"],
	name: string,
	script: WorkerScript,
	listener: WorkerListener,
): WorkerThread {
	const url =
		"url" in script ? script.url.href : URL.createObjectURL(new Blob([script.source], { type: "text/javascript" }));
	const release = (): void => {
		if ("source" in script) URL.revokeObjectURL(url);
	};
	const worker = new Worker(url, { name, type: "module" });
	let over = false;
	const fail = (error: Error): void => {
		if (over) return;
		over = true;
		listener.onFailure(error);
	};
	worker.onmessage = ({ data }) => listener.onMessage(data);
	worker.onmessageerror = () => fail(new Error(`${name}: a message could not be read`));
	worker.onerror = (event) => {
		event.preventDefault();
		const { error, message } = event;
		fail(error instanceof Error ? error : new Error(`${name}: ${message ?? "the worker could not be started"}`));
	};
	return {
		post: (data) => worker.postMessage(data),
		keepAlive: () => {},
		terminate: async () => {
			over = true;
			worker.terminate();
			release();
		},
	};
}
