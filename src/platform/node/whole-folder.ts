/** Folders that appear when all of their files are there: written under a temporary name and renamed at the end. */

import { readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { OutputError } from "../../tensor/errors.ts";
import { sha256OfBytes } from "./hash-file.ts";
import { systemReason } from "./system-reason.ts";
import { temporaryName } from "./temporary-name.ts";
import { writeFileWhole } from "./write-file.ts";

/** One file of the folder. */
export interface FolderPart {
	/** Where it stands once the folder is there. */
	readonly path: string;
	readonly bytes: number;
	readonly sha256: string;
}

/** Dispose of it whether it was finished or not. */
export class WholeFolder implements AsyncDisposable {
	readonly #path: string;
	readonly #temporary: string;
	readonly #signal: AbortSignal | undefined;
	readonly #parts: FolderPart[] = [];

	private constructor(path: string, temporary: string, signal: AbortSignal | undefined) {
		this.#path = path;
		this.#temporary = temporary;
		this.#signal = signal;
	}

	/** Rejects with `OutputError` where there is a folder, or a file, with something in it already. */
	static async open(path: string, signal?: AbortSignal): Promise<WholeFolder> {
		const there = await readdir(path).catch((error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? [] : [path]));
		if (there.length > 0) throw new OutputError(`cannot write '${path}': there is something of that name already`);
		return new WholeFolder(path, await temporaryName(path), signal);
	}

	/** What was written. */
	get parts(): readonly FolderPart[] {
		return this.#parts;
	}

	async write(name: string, bytes: Uint8Array): Promise<void> {
		await writeFileWhole(join(this.#temporary, name), bytes, this.#signal);
		this.#parts.push({ path: join(this.#path, name), bytes: bytes.byteLength, sha256: sha256OfBytes(bytes) });
	}

	/**
	 * Puts the folder in its place; one without files does not appear. Rejects with `OutputError` where somebody has put
	 * something there meanwhile: that stays.
	 */
	async finish(): Promise<readonly FolderPart[]> {
		if (this.#parts.length === 0) return [];
		try {
			// an empty folder makes room, and nothing else does
			await rmdir(this.#path).catch((error: NodeJS.ErrnoException) => {
				if (error.code !== "ENOENT") throw error;
			});
			await rename(this.#temporary, this.#path);
		} catch (error) {
			throw new OutputError(`cannot write '${this.#path}': ${systemReason(error)}`, { cause: error });
		}
		return this.#parts;
	}

	[Symbol.asyncDispose](): Promise<void> {
		return rm(this.#temporary, { recursive: true, force: true });
	}
}
