/** The script of a studio's threads: an entry of its own, `workers/heads` in the built package, not to be imported. */

import { serveStudio } from "../../heads/studio/serve-studio.ts";
import type { WorkerScope } from "../../host/serve-tasks.ts";

// What `host/worker-pool.ts` promises of a worker's global object; the library is compiled without a browser's types.
serveStudio(globalThis as unknown as WorkerScope);
