/** Networks as pages have them: files, addresses, bytes; read by the same reader as in Node, which runs nothing. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import { type ByteSource, bytesInMemory } from "../../host/byte-source.ts";
import { inSteps, type ProgressListener } from "../../host/progress.ts";
import { blobSource } from "./blob-source.ts";
import { download } from "./download.ts";

/**
 * A file that was picked or dropped, an address to fetch (a string is one too), bytes, a byte source, or a checkpoint
 * that has been read.
 */
export type WebNetworkSource = Blob | URL | string | Uint8Array | ByteSource | Checkpoint;

export interface OpenCheckpointOptions {
	/** Networks wanted; others are not read. Default: all. */
	readonly networks?: readonly string[] | undefined;
	/** Hears the stages "download" (addresses only) and "read". */
	readonly onProgress?: ProgressListener | undefined;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a checkpoint. Rejects with `InputError` where it cannot be had, with `CheckpointError` where it is damaged,
 * hostile or of another kind, and with `AbortedError`.
 */
export async function openCheckpoint(
	source: WebNetworkSource,
	options: OpenCheckpointOptions = {},
): Promise<Checkpoint> {
	if (isCheckpoint(source)) return source;
	const { networks, signal } = options;
	const bytes = await byteSourceOf(source, options);
	const onProgress = options.onProgress && inSteps(options.onProgress);
	onProgress?.({ stage: "read", fraction: 0 });
	const checkpoint = await readCheckpoint(withProgress(bytes, onProgress), { networks, signal });
	onProgress?.({ stage: "read", fraction: 1 });
	return checkpoint;
}

async function byteSourceOf(
	source: Exclude<WebNetworkSource, Checkpoint>,
	{ onProgress, signal }: OpenCheckpointOptions,
): Promise<ByteSource> {
	if (typeof source === "string" || source instanceof URL) {
		return blobSource(await download(source, { onProgress, signal }), String(source));
	}
	if (source instanceof Blob) return blobSource(source);
	return source instanceof Uint8Array ? bytesInMemory("network in memory", source) : source;
}

function isCheckpoint(source: WebNetworkSource): source is Checkpoint {
	return typeof source === "object" && "networks" in source;
}

/** Tells how far into the file its reader has come; never a step back. */
function withProgress(source: ByteSource, onProgress: ProgressListener | undefined): ByteSource {
	if (!onProgress) return source;
	let farthest = 0;
	return {
		name: source.name,
		size: source.size,
		read: async (offset, length) => {
			const bytes = await source.read(offset, length);
			// The end is told when all is read, not when the last byte is: archives are read from behind.
			farthest = Math.min(Math.max(farthest, (offset + length) / source.size), 0.99);
			onProgress({ stage: "read", fraction: farthest });
			return bytes;
		},
	};
}
