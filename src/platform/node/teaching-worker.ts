/** The script of a teaching's threads: an entry of its own, `workers/teaching` in the built package, not to be imported. */

import type { WorkerScope } from "../../host/serve-tasks.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { serveTeaching } from "../../training/teaching/teaching-crew.ts";
import { nodeOrtPlatform } from "./onnx-runtime.ts";

// What `host/worker-pool.ts` promises of a worker's global object; the library is compiled without a browser's types.
serveTeaching(globalThis as unknown as WorkerScope, () =>
	createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1, spinning: false }),
);
