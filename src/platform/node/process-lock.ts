/** Files that say which process holds something. A lock whose process has ended is taken over. */

import { open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OutputError, throwIfAborted } from "../../tensor/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { fateOf, OWN_MARK } from "./process-mark.ts";
import { systemReason } from "./system-reason.ts";

const POLL_MS = 200;

/** Takes the lock, waiting for it; dispose of the result to give it back. Rejects with `OutputError` or `AbortedError`. */
export async function takeLock(path: string, signal?: AbortSignal): Promise<AsyncDisposable> {
	for (;;) {
		throwIfAborted(signal, `waiting for '${path}'`);
		const lock = await tryLock(path);
		if (typeof lock !== "string") return lock;
		await sleep(POLL_MS);
	}
}

/** Takes the lock, or says whose it is: the mark of a process that runs, or that may run elsewhere. */
export async function tryLock(path: string): Promise<AsyncDisposable | string> {
	for (;;) {
		if (await written(path)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
		const mark = await readFile(path, "utf8").catch(() => null);
		if (mark === null) continue; // it has just been given back
		if (fateOf(mark) !== "gone") return mark;
		await rm(path, { force: true });
	}
}

async function written(path: string): Promise<boolean> {
	try {
		await makeFolder(dirname(path));
		const handle = await open(path, "wx");
		await handle.writeFile(OWN_MARK);
		await handle.close();
		return true;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
		throw new OutputError(`cannot write the lock '${path}': ${systemReason(error)}`, { cause: error });
	}
}
