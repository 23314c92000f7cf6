/** Runs of `triplane train` and their snapshots, as scripts find them again. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * The last run of a name, if there is one.
 * @param {string} runs  folder of `--outdir` @param {string} name  that of `--desc`
 */
export function runOf(runs, name) {
	const found = existsSync(runs) ? readdirSync(runs).filter((run) => run.endsWith(`-${name}`)) : [];
	return found.length > 0 ? join(runs, found.sort().at(-1) ?? "") : null;
}

/** Its networks, the first one first; kimg are whole thousands of images. @param {string | null} run */
export function snapshotsIn(run) {
	const files = run ? readdirSync(run).filter((file) => /^network-snapshot-\d+\.safetensors$/.test(file)) : [];
	return files.sort().map((file) => ({ path: join(run ?? "", file), kimg: Number(/\d+/.exec(file)?.[0]) }));
}
