/**
 * Folders made with their parents. Node's own `mkdir(path, { recursive: true })` goes round for ever, deaf to signals,
 * where a file system says that the parent is not there although it is, as /proc does (Node 20 and 22): so it is walked
 * here, one folder after the other.
 */

import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and what is missing above it. Rejects with the system's error, as `mkdir` does.
 * @returns the folders that it made, lowest first
 */
export async function makeFolder(path: string): Promise<string[]> {
	const made: string[] = [];
	for (const folder of (await missingFolders(resolve(path))).reverse()) if (await makeOne(folder)) made.unshift(folder);
	return made;
}

/** The folder and its parents as far as they are not there, lowest first. */
async function missingFolders(path: string): Promise<string[]> {
	const missing: string[] = [];
	for (let folder = path; ; folder = dirname(folder)) {
		const found = await stat(folder).catch((error: unknown) => {
			if (codeOf(error) === "ENOENT") return null;
			throw error;
		});
		if (found?.isDirectory()) return missing;
		if (found) throw systemError(folder === path ? "EEXIST" : "ENOTDIR", `'${folder}' is not a folder`);
		if (dirname(folder) === folder) return [...missing, folder];
		missing.push(folder);
	}
}

/** @returns false where somebody else has just made it */
async function makeOne(folder: string): Promise<boolean> {
	try {
		await mkdir(folder);
		return true;
	} catch (error) {
		if (codeOf(error) === "EEXIST" && (await stat(folder).catch(() => null))?.isDirectory()) return false;
		if (codeOf(error) !== "ENOENT") throw error;
		throw systemError("ENOTSUP", `no folder can be made in '${dirname(folder)}'`, error);
	}
}

function codeOf(error: unknown): string | null {
	return error instanceof Error && "code" in error ? String(error.code) : null;
}

/** An error as those of `node:fs`, so that its readers treat it alike. */
function systemError(code: string, message: string, cause?: unknown): Error {
	return Object.assign(new Error(message, { cause }), { code });
}
