/**
 * Files by address, downloaded once into a cache: with progress, going on where a download broke off, checked by size
 * and hash. A file that is there is used without asking the server, so that work goes on without a network.
 *
 * An address may end in `#sha256=<64 hexadecimal digits>`: then the file must have this hash.
 */

import { createWriteStream } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { setTimeout as sleep } from "node:timers/promises";
import { IDENTIFYING_BYTES, identifyFile } from "../../../checkpoint/identify-file.ts";
import type { ProgressListener } from "../../../host/progress.ts";
import { AbortedError, InputError, OutputError, TriplaneError, throwIfAborted } from "../../../tensor/errors.ts";
import { openFile } from "../file-source.ts";
import { sha256OfFile } from "../hash-file.ts";
import { takeLock } from "../process-lock.ts";
import { systemReason } from "../system-reason.ts";
import { writeFileWhole } from "../write-file.ts";
import { type CachePlaces, cacheFolder, cachePlaces } from "./cache-folder.ts";
import { shownAddress } from "./shown-address.ts";

export interface DownloadedFile {
	/** Absolute path in the cache. */
	readonly path: string;
	readonly bytes: number;
	readonly sha256: string;
}

export interface CachedDownloadOptions {
	/** Default: `TRIPLANE_CACHE`, or the system's folder for caches. */
	readonly folder?: string | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Hears the stage "download"; the fraction stays 0 where the server does not say how long the file is. */
	readonly onProgress?: ProgressListener | undefined;
}

/** A download that breaks off is taken up again after a pause, this many tries in all. */
const ATTEMPTS = 4;
const PAUSE_MS = 250;

/**
 * The file of an address. Rejects with `InputError` when it cannot be had, is a web page, or has another hash than
 * wanted, with `OutputError` when it cannot be kept, and with `AbortedError`. What has arrived is kept for the next try.
 */
export async function cachedDownload(
	address: string,
	{ folder = cacheFolder(), signal, onProgress }: CachedDownloadOptions = {},
): Promise<DownloadedFile> {
	const { url, sha256 } = parseAddress(address);
	const places = cachePlaces(folder, url);
	await using _lock = await takeLock(places.lock, signal);
	const kept = await keptFile(places, url, signal);
	if (kept) return checkedHash(kept, sha256, url);
	await fetchPart(url, places, { signal, onProgress });
	const { size: bytes } = await stat(places.part);
	await refusePages(places, url);
	const file = { path: places.file, bytes, sha256: await sha256OfFile(places.part, signal) };
	if (sha256 !== null && file.sha256 !== sha256) await discard(places);
	checkedHash(file, sha256, url);
	await writeFileWhole(places.record, JSON.stringify({ url, bytes, sha256: file.sha256 }), signal);
	await rename(places.part, places.file);
	await rm(places.partRecord, { force: true });
	return file;
}

function parseAddress(address: string): { readonly url: string; readonly sha256: string | null } {
	if (!URL.canParse(address))
		throw new InputError(`network '${shownAddress(address)}': is no address, want https://host/path`);
	const url = new URL(address);
	const fragment = url.hash.slice(1);
	url.hash = "";
	if (fragment === "") return { url: url.href, sha256: null };
	const hash = /^sha256=([0-9a-f]{64})$/i.exec(fragment)?.[1];
	if (hash === undefined) {
		throw new InputError(
			`network '${shownAddress(address)}': '#${fragment}' says nothing here, want #sha256= and 64 digits`,
		);
	}
	return { url: url.href, sha256: hash.toLowerCase() };
}

function checkedHash(file: DownloadedFile, wanted: string | null, url: string): DownloadedFile {
	if (wanted === null || file.sha256 === wanted) return file;
	throw new InputError(
		`network '${shownAddress(url)}': the file has the SHA-256 ${file.sha256}, want ${wanted}: it was changed, or its address is another`,
	);
}

/** A file that arrived before and is still what it was; one that is not is removed. */
async function keptFile(
	places: CachePlaces,
	url: string,
	signal: AbortSignal | undefined,
): Promise<DownloadedFile | null> {
	const record = await readRecord(places.record);
	const found = await stat(places.file).catch(() => null);
	if (record === null || found === null) return null;
	const { bytes, sha256 } = record;
	const isWhole = record.url === url && found.size === bytes && (await sha256OfFile(places.file, signal)) === sha256;
	if (isWhole && typeof sha256 === "string") return { path: places.file, bytes: found.size, sha256 };
	await rm(places.file, { force: true });
	return null;
}

/** Of a file, or of what has arrived of it. */
interface CacheRecord {
	readonly url?: unknown;
	readonly bytes?: unknown;
	readonly sha256?: unknown;
	readonly validator?: unknown;
}

async function readRecord(path: string): Promise<CacheRecord | null> {
	try {
		const value: unknown = JSON.parse(await readFile(path, "utf8"));
		return typeof value === "object" ? value : null;
	} catch {
		return null; // not there, or cut off
	}
}

/** Downloads until all is there, taking up again what breaks off. */
async function fetchPart(url: string, places: CachePlaces, options: CachedDownloadOptions): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await fetchRest(url, places, options);
			return;
		} catch (error) {
			throwIfAborted(options.signal, `download of ${shownAddress(url)}`);
			if (error instanceof TriplaneError && !(error instanceof BrokenOff)) throw error;
			const wasThere = error instanceof BrokenOff || attempt > 1;
			if (attempt >= ATTEMPTS || !wasThere) throw unreachable(url, places, error);
		}
		await sleep(PAUSE_MS * attempt);
	}
}

/** The connection ended before the file did. */
class BrokenOff extends InputError {}

async function partSize({ part }: CachePlaces): Promise<number> {
	return (await stat(part).catch(() => null))?.size ?? 0;
}

/** Asks for what is missing where the file is still the same, else for all of it. */
async function fetchRest(
	url: string,
	places: CachePlaces,
	{ signal, onProgress }: CachedDownloadOptions,
): Promise<void> {
	const have = await partSize(places);
	const validator = (await readRecord(places.partRecord))?.validator;
	const goesOn = have > 0 && typeof validator === "string";
	const headers: Record<string, string> = { "accept-encoding": "identity" };
	if (goesOn) Object.assign(headers, { range: `bytes=${have}-`, "if-range": validator });
	const response = await fetch(url, { headers, ...(signal ? { signal } : {}) });
	if (goesOn && response.status === 416) {
		await response.body?.cancel();
		if (response.headers.get("content-range") === `bytes */${have}`) return; // all of it is there
		await discard(places);
		return await fetchRest(url, places, { signal, onProgress });
	}
	if (!response.ok || !response.body) {
		throw new InputError(
			`network '${shownAddress(url)}': the server answers ${response.status} ${response.statusText}`.trimEnd() +
				hintOf(response),
		);
	}
	await writeFileWhole(places.partRecord, JSON.stringify({ url, validator: validatorOf(response) }), signal);
	const start = goesOn ? rangeStart(response, have) : 0;
	await keepBody(response, response.body, places.part, start, { url, signal, onProgress });
}

/** Writes an answer behind the first `start` bytes of the part. */
async function keepBody(
	response: Response,
	body: NonNullable<Response["body"]>,
	path: string,
	start: number,
	{ url, signal, onProgress }: CachedDownloadOptions & { readonly url: string },
): Promise<void> {
	const total = totalOf(response, start);
	let bytes = start;
	const counted = new Transform({
		transform: (chunk: Uint8Array, _, done) => {
			bytes += chunk.byteLength;
			onProgress?.({ stage: "download", fraction: total === null ? 0 : Math.min(bytes / total, 1) });
			done(null, chunk);
		},
	});
	const file = createWriteStream(path, { flags: start > 0 ? "a" : "w" });
	try {
		// The cast holds: the body is a stream of Node's own fetch.
		const arriving = Readable.fromWeb(body as ReadableStream);
		await pipeline(arriving, counted, file, signal ? { signal } : {});
	} catch (error) {
		if (signal?.aborted)
			throw new AbortedError(`download of ${shownAddress(url)}: stopped by the caller`, { cause: error });
		if (isOfDisk(error)) {
			throw new OutputError(`cannot keep '${path}': ${systemReason(error)}; TRIPLANE_CACHE names another folder`, {
				cause: error,
			});
		}
		throw new BrokenOff(`the connection ended after ${bytes} bytes`, { cause: error });
	}
	if (total !== null && bytes < total) {
		throw new BrokenOff(`the download ended after ${bytes} of ${total} bytes`);
	}
}

function isOfDisk(error: unknown): boolean {
	return error instanceof Error && "syscall" in error && /^(open|write|close)$/.test(String(error.syscall));
}

/** Where the server's answer begins: at what was asked for, or again. */
function rangeStart({ status, headers }: Response, wanted: number): number {
	if (status !== 206) return 0;
	return Number(/^bytes (\d+)-/.exec(headers.get("content-range") ?? "")?.[1] ?? Number.NaN) === wanted ? wanted : 0;
}

/** Length of the whole file; `null` where the server does not say. */
function totalOf({ headers }: Response, start: number): number | null {
	const encoding = headers.get("content-encoding");
	const length = Number(headers.get("content-length") ?? Number.NaN);
	const isPlain = encoding === null || encoding === "identity";
	return isPlain && Number.isSafeInteger(length) && length > 0 ? start + length : null;
}

/** By what a server tells that a file is still the same; only strong tags count. */
function validatorOf({ headers }: Response): string | null {
	const tag = headers.get("etag");
	return tag !== null && !tag.startsWith("W/") ? tag : headers.get("last-modified");
}

function hintOf({ status }: Response): string {
	if (status === 401 || status === 403) return ": it wants a login; download the file with a browser and give its path";
	if (status === 404 || status === 410) return ": there is no such file; is the address right?";
	return "";
}

function unreachable(url: string, { file }: CachePlaces, error: unknown): InputError {
	// What fetch throws says nothing, its cause does.
	const isFetch = error instanceof Error && !(error instanceof BrokenOff) && error.cause instanceof Error;
	const cause = isFetch ? error.cause : error;
	const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
	return new InputError(
		`network '${shownAddress(url)}': cannot be downloaded: ${reason}. Is this machine offline? What has arrived is kept, the next try goes on; or download the file elsewhere and give its path (the cache has none at '${file}')`,
		{ cause: error },
	);
}

/** A server may answer with a page instead of a file, and say that all is well. */
async function refusePages(places: CachePlaces, url: string): Promise<void> {
	const known = await identified(places.part);
	if (known === null) return;
	await discard(places);
	const blob = /\/blob\//.test(url)
		? ". Pages of files have /blob/ in their address, the files /resolve/ or /raw/"
		: "";
	throw new InputError(
		`network '${shownAddress(url)}': the server gives ${known.what}, no network. ${known.remedy}${blob}`,
	);
}

async function identified(path: string): Promise<ReturnType<typeof identifyFile>> {
	await using file = await openFile(path);
	return identifyFile(await file.read(0, Math.min(file.size, IDENTIFYING_BYTES)));
}

async function discard({ part, partRecord }: CachePlaces): Promise<void> {
	await rm(part, { force: true });
	await rm(partRecord, { force: true });
}
