/** Fetches a network into a `Blob`, which browsers may keep on disk, with progress. */

import { inSteps, type ProgressListener } from "../../host/progress.ts";
import { AbortedError, InputError, throwIfAborted } from "../../tensor/errors.ts";

export interface DownloadOptions {
	readonly signal?: AbortSignal | undefined;
	/** Hears the stage "download"; the fraction stays 0 where the server does not say how long the file is. */
	readonly onProgress?: ProgressListener | undefined;
}

/**
 * Downloads a file. Rejects with `InputError` when the server cannot be reached, answers with an error or breaks off,
 * and with `AbortedError` when the signal fires.
 */
export async function download(url: URL | string, { signal, onProgress }: DownloadOptions = {}): Promise<Blob> {
	const name = String(url);
	throwIfAborted(signal, `download of ${name}`);
	try {
		const response = await fetch(url, signal ? { signal } : {});
		if (!response.ok) {
			throw new InputError(`${name}: the server answers ${response.status} ${response.statusText}`.trimEnd());
		}
		return await collect(response, name, inSteps(onProgress ?? (() => undefined)));
	} catch (cause) {
		if (cause instanceof InputError) throw cause;
		if (signal?.aborted) throw new AbortedError(`download of ${name}: stopped by the caller`, { cause });
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new InputError(
			`${name}: cannot be fetched: ${reason}. Is the address right, and does its server allow other sites (CORS)?`,
			{ cause },
		);
	}
}

async function collect(response: Response, name: string, onProgress: ProgressListener): Promise<Blob> {
	const wanted = lengthOf(response);
	const report = (bytes: number): void =>
		onProgress({ stage: "download", fraction: wanted === null ? 0 : Math.min(bytes / wanted, 1) });
	report(0);
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	let bytes = 0;
	for await (const chunk of chunksOf(response)) {
		chunks.push(chunk);
		bytes += chunk.byteLength;
		report(bytes);
	}
	if (wanted !== null && bytes < wanted) {
		throw new InputError(`${name}: the download ended after ${bytes} of ${wanted} bytes. Try again`);
	}
	onProgress({ stage: "download", fraction: 1 });
	return new Blob(chunks);
}

/** Length of the body; `null` where it is not said, or is that of the compressed transfer. */
function lengthOf({ headers }: Response): number | null {
	const encoding = headers.get("content-encoding");
	const length = Number(headers.get("content-length") ?? Number.NaN);
	const isPlain = encoding === null || encoding === "identity";
	return isPlain && Number.isSafeInteger(length) && length > 0 ? length : null;
}

/** Chunks of the body; by hand, since not every browser lets one iterate over a stream. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
	const reader = response.body?.getReader();
	if (!reader) return;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		yield value as Uint8Array<ArrayBuffer>;
	}
}
