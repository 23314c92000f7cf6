/** The WASM renderer under the suite of all versions, on the calling thread and on workers. */

import { describeMarcher } from "../../../../../test/contract/march.ts";
import { kernelVsReference } from "../../../../../test/tolerances.ts";
import { nodeWorkerPool } from "../../../../platform/node/worker-pool.ts";
import { createWasmMarcher } from "./wasm-marcher.ts";

const TOLERANCES = {
	features: kernelVsReference,
	depth: kernelVsReference,
	opacity: kernelVsReference,
	sigma: kernelVsReference,
	rgb: kernelVsReference,
};

describeMarcher("wasm, calling thread,", () => createWasmMarcher({ workers: null }), TOLERANCES);
describeMarcher("wasm, one worker,", () => createWasmMarcher({ workers: nodeWorkerPool(), threads: 1 }), TOLERANCES);
describeMarcher("wasm, two workers,", () => createWasmMarcher({ workers: nodeWorkerPool(), threads: 2 }), TOLERANCES);
