/** One process at a time downloads a file: others wait for it. A lock whose process has ended is taken over. */

import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OutputError, throwIfAborted } from "../../../tensor/errors.ts";
import { systemReason } from "../system-reason.ts";

const POLL_MS = 200;

/** Takes the lock; dispose of the result to give it back. Rejects with `OutputError` or `AbortedError`. */
export async function takeLock(path: string, signal?: AbortSignal): Promise<AsyncDisposable> {
	for (;;) {
		throwIfAborted(signal, `waiting for '${path}'`);
		if (await written(path)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
		if (await isStale(path)) await rm(path, { force: true });
		else await sleep(POLL_MS);
	}
}

async function written(path: string): Promise<boolean> {
	try {
		await mkdir(dirname(path), { recursive: true });
		const handle = await open(path, "wx");
		await handle.writeFile(String(process.pid));
		await handle.close();
		return true;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
		throw new OutputError(
			`cannot write into the folder of downloads, '${dirname(path)}': ${systemReason(error)}; TRIPLANE_CACHE names another`,
			{ cause: error },
		);
	}
}

async function isStale(path: string): Promise<boolean> {
	const text = await readFile(path, "utf8").catch(() => null);
	if (text === null) return false; // it has just been given back
	const pid = Number(text);
	if (!Number.isInteger(pid) || pid <= 0) return false; // about to be written
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "ESRCH";
	}
}
