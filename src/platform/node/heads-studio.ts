/** A studio on the threads of this machine. */

import { availableParallelism } from "node:os";
import { inlineStudio, type Studio } from "../../heads/studio/studio.ts";
import { threadedStudio } from "../../heads/studio/threaded-studio.ts";
import { nodeWorkerPool } from "./worker-pool.ts";
import { workerScript } from "./worker-script.ts";

/** @param threads  how many (default: one per core); with 1 the caller's thread does it all */
export function nodeStudio(threads: number = availableParallelism()): Studio {
	if (threads === 1) return inlineStudio();
	return threadedStudio(nodeWorkerPool(), workerScript("heads"), threads);
}
