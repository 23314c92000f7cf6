/** Worker threads of Node, dressed as the dedicated workers of a browser. */

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { WorkerListener, WorkerPool, WorkerScript, WorkerThread } from "../../host/worker-pool.ts";

/** Gives the script `self.onmessage` and `self.postMessage`. Messages wait until `onmessage` is set. */
const PRELUDE = `
const { parentPort } = require("node:worker_threads");
globalThis.self = globalThis;
globalThis.postMessage = (data) => parentPort.postMessage(data);
let listener = null;
Object.defineProperty(globalThis, "onmessage", {
	get: () => listener,
	set: (next) => {
		if (listener === null) parentPort.on("message", (data) => listener({ data }));
		listener = next;
	},
});
`;

/** The worker threads of this machine. */
export function nodeWorkerPool(): WorkerPool {
	return { concurrency: availableParallelism(), spawn };
}

function spawn(name: string, script: WorkerScript, listener: WorkerListener): WorkerThread {
	const body = "source" in script ? script.source : `import(${JSON.stringify(script.url.href)});`;
	// Flags for this process, such as --input-type, would be wrong for the worker's script.
	const worker = new Worker(PRELUDE + body, { eval: true, name, execArgv: [] });
	let over = false;
	const fail = (error: Error): void => {
		if (over) return;
		over = true;
		listener.onFailure(error);
	};
	worker.on("message", (data: unknown) => listener.onMessage(data));
	worker.on("error", fail);
	worker.on("messageerror", fail);
	worker.on("exit", (code) => fail(new Error(`${name}: the worker ended by itself, exit code ${code}`)));
	worker.unref();
	return {
		post: (data) => worker.postMessage(data),
		keepAlive: (on) => (on ? worker.ref() : worker.unref()),
		terminate: async () => {
			over = true;
			await worker.terminate();
		},
	};
}
