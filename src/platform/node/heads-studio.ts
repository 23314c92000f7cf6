/** A studio on the threads of this machine. */

import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inlineStudio, type Studio } from "../../heads/studio/studio.ts";
import { threadedStudio } from "../../heads/studio/threaded-studio.ts";
import { RuntimeUnavailableError } from "../../tensor/errors.ts";
import { packageInfo } from "./package-info.ts";
import { nodeWorkerPool } from "./worker-pool.ts";

/** Where the script of the threads is, below the folder of the built package. */
const SCRIPT = join("workers", "heads.js");

/** @param threads  how many (default: one per core); with 1 the caller's thread does it all */
export function nodeStudio(threads: number = availableParallelism()): Studio {
	if (threads === 1) return inlineStudio();
	return threadedStudio(nodeWorkerPool(), { url: pathToFileURL(findScript()) }, threads);
}

/** Beside the module that this file was built into, or a folder up; from the sources, in `dist`. */
function findScript(): string {
	const here = dirname(fileURLToPath(import.meta.url));
	const places = [here, dirname(here), join(packageInfo().root, "dist")].map((folder) => join(folder, SCRIPT));
	const found = places.find((place) => existsSync(place));
	if (found) return found;
	throw new RuntimeUnavailableError(`studio: '${SCRIPT}' is not built: run npm run build, or use one thread`);
}
