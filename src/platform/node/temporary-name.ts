/**
 * Names under which files and folders are written until they are whole. They carry the mark of their process, so that the
 * next one knows what a process that was killed has left, and takes it away.
 */

import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fateOf, OWN_MARK } from "./process-mark.ts";

const LEFTOVER = /\.(\d+-[0-9a-f]{6})\.[0-9a-f]{8}\.tmp$/;
/** Folders that this process has looked at. */
const seen = new Set<string>();

/** A name beside `path`, never given before. Leftovers in the folder are gone when it is given. */
export async function temporaryName(path: string): Promise<string> {
	await removeLeftovers(dirname(path));
	return `${path}.${OWN_MARK}.${randomBytes(4).toString("hex")}.tmp`;
}

/** Removes what processes of this machine that have ended were writing in a folder; once for each folder. */
export async function removeLeftovers(folder: string): Promise<void> {
	const place = resolve(folder);
	if (seen.has(place)) return;
	seen.add(place);
	for (const name of await readdir(place).catch(() => [])) {
		const mark = LEFTOVER.exec(name)?.[1];
		// nobody misses what cannot be removed
		if (mark !== undefined && fateOf(mark) === "gone")
			await rm(join(place, name), { recursive: true, force: true }).catch(() => undefined);
	}
}
