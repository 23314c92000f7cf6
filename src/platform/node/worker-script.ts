/** Where the scripts of threads are. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { WorkerScript } from "../../host/worker-pool.ts";
import { RuntimeUnavailableError } from "../../tensor/errors.ts";
import { packageInfo } from "./package-info.ts";

/**
 * The built script `workers/<name>`: beside the module that this file was built into, or a folder up; from the sources,
 * in `dist`. Throws `RuntimeUnavailableError` where it is not built.
 */
export function workerScript(name: string): WorkerScript {
	const script = join("workers", `${name}.js`);
	const here = dirname(fileURLToPath(import.meta.url));
	const places = [here, dirname(here), join(packageInfo().root, "dist")].map((folder) => join(folder, script));
	const found = places.find((place) => existsSync(place));
	if (found) return { url: pathToFileURL(found) };
	throw new RuntimeUnavailableError(`threads: '${script}' is not built: run npm run build, or use one thread`);
}
