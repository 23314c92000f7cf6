/** How many threads computing pays with on this machine. */

import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const LINUX_CPUS = "/sys/devices/system/cpu";

/**
 * Cores that this process may use, each counted once however many threads it runs at a time. `undefined` where the system
 * does not tell. ONNX Runtime counts by itself, too, but finds one core on some virtual machines that have several.
 * @param cpus  folder in which Linux describes its processors
 */
export function coresOfMachine(cpus: string = LINUX_CPUS): number | undefined {
	try {
		const folders = readdirSync(cpus).filter((name) => /^cpu\d+$/.test(name));
		const siblings = folders.map((name) => readFileSync(join(cpus, name, "topology", "thread_siblings_list"), "utf8"));
		const cores = new Set(siblings).size;
		return cores > 0 ? Math.min(cores, availableParallelism()) : undefined;
	} catch {
		return undefined;
	}
}
