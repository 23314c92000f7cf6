/** Files of an experiment: written whole one after the other, and remembered for its record. */

import { basename, join } from "node:path";
import { sha256OfBytes } from "../../platform/node/hash-file.ts";
import type { VideoPart } from "../../platform/node/video/video-format.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import { type OutputRecord, outputRecord } from "../sidecar.ts";

export class ExperimentFiles {
	readonly #folder: string;
	readonly #signal: AbortSignal;
	readonly #outputs: OutputRecord[] = [];
	readonly #paths: string[] = [];

	constructor(folder: string, signal: AbortSignal) {
		this.#folder = folder;
		this.#signal = signal;
	}

	/** What was written, for the record. */
	get outputs(): readonly OutputRecord[] {
		return this.#outputs;
	}

	get paths(): readonly string[] {
		return this.#paths;
	}

	/** Where a file of this name stands. */
	pathOf(name: string): string {
		return join(this.#folder, name);
	}

	/** Writes a file. @param kind  what it is, for the record */
	async write(name: string, kind: string, content: Uint8Array | string): Promise<void> {
		const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
		const path = this.pathOf(name);
		await writeFileWhole(path, bytes, this.#signal);
		this.#outputs.push(outputRecord(path, kind, bytes, sha256OfBytes(bytes)));
		this.#paths.push(path);
	}

	/** Remembers a file of the folder that somebody else wrote. */
	remember({ path, bytes, sha256 }: VideoPart, kind: string): void {
		this.#outputs.push({ file: basename(path), kind, bytes, sha256 });
		this.#paths.push(path);
	}
}
