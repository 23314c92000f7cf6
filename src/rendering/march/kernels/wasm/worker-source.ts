/**
 * The script of a worker: makes an instance of the kernel on the shared memory, then runs jobs, tile by tile.
 *
 * Plain text, so that it needs no file of its own in a bundle. The types are the messages of both directions.
 */

import type { JobKind, KernelParts } from "./crew.ts";

export type ToWorker =
	| ({ readonly type: "start" } & KernelParts)
	| {
			readonly type: "run";
			readonly kind: JobKind;
			readonly job: number;
			readonly scratch: number;
			readonly tick: number;
	  };

export type FromWorker =
	| { readonly type: "tick" }
	| { readonly type: "done" }
	| { readonly type: "failed"; readonly message: string };

export const WORKER_SOURCE = `
let kernel;
function run({ kind, job, scratch, tick }) {
	let next = performance.now() + tick;
	while (kernel[kind](job, scratch) !== 0) {
		if (tick === 0 || performance.now() < next) continue;
		self.postMessage({ type: "tick" });
		next = performance.now() + tick;
	}
	self.postMessage({ type: "done" });
}
self.onmessage = ({ data }) => {
	try {
		if (data.type === "start") {
			kernel = new WebAssembly.Instance(data.module, { env: { memory: data.memory } }).exports;
		} else run(data);
	} catch (error) {
		self.postMessage({ type: "failed", message: String(error && error.stack || error) });
	}
};
`;
