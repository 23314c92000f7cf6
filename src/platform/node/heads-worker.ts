/** The script of a studio's threads: an entry of its own, `workers/heads` in the built package, not to be imported. */

import { serveStudio, type WorkerScope } from "../../heads/studio/serve-studio.ts";

// What `host/worker-pool.ts` promises of a worker's global object; the library is compiled without a browser's types.
serveStudio(globalThis as unknown as WorkerScope);
