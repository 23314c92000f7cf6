/**
 * Answers a request for one file: in a form that the browser takes (Brotli, gzip, plain), whole or in part, or with the
 * news that it has the file already. Follows RFC 9110: sections 12.5.3 (forms), 13 (conditions), 14 (ranges).
 */

import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createBrotliDecompress, createGzip } from "node:zlib";
import { accepts } from "hono/accepts";
import { type Part, partOf } from "./byte-range.ts";
import { refuse, type ViewerContext } from "./refusal.ts";
import { type FileOnDisk, identityOf, type ServedFile } from "./served-files.ts";

type Encoding = "br" | "gzip" | "identity";

/** What is sent: a file, in the encoding that it has on disk or in another one. */
interface Form {
	readonly source: FileOnDisk;
	readonly stored: Exclude<Encoding, "gzip">;
	readonly sent: Encoding;
}

export async function answer(context: ViewerContext, file: ServedFile): Promise<Response> {
	const { content } = file;
	if ("text" in content) return answerText(context, file, content.text);
	const form = formFor(context, file, content);
	// opened once: what is judged is what is sent, however the name is used meanwhile
	const handle = await openSame(form.source);
	if (!handle) return refuse(context, { status: 410, why: "the file was changed or removed; start the viewer again" });
	const part = partToSend(context, file, form);
	if (part instanceof Response) {
		await handle.close();
		return part;
	}
	const stream = handle.createReadStream({ start: part.first, end: part.end - 1 });
	return context.body(Readable.toWeb(encoded(stream, form)) as ReadableStream<Uint8Array>);
}

function answerText(context: ViewerContext, file: ServedFile, text: string): Response {
	const tag = entityTag(text);
	describe(context, file, tag);
	if (isKnown(context, tag)) return context.body(null, 304);
	context.header("Content-Length", String(new TextEncoder().encode(text).byteLength));
	return context.req.method === "HEAD" ? context.body(null) : context.body(text);
}

/** Brotli where it is there, else gzip. Parts are parts of the plain bytes. */
function formFor(context: ViewerContext, { brotli, isCompressible }: ServedFile, content: FileOnDisk): Form {
	const takes = (name: string): boolean =>
		accepts(context, { header: "Accept-Encoding", supports: [name], default: "" }) === name;
	const stored = content === brotli ? "br" : "identity";
	const plain = { source: content, stored, sent: "identity" } as const;
	if (stored === "identity" && context.req.header("range") !== undefined) return plain;
	if (brotli !== null && takes("br")) return { source: brotli, stored: "br", sent: "br" };
	return isCompressible && takes("gzip") ? { ...plain, sent: "gzip" } : plain;
}

/** Writes the head of the answer. Gives the bytes of the source that are its body, or the whole answer if it has none. */
function partToSend(context: ViewerContext, file: ServedFile, { source, stored, sent }: Form): Part | Response {
	const tag = entityTag(`${source.identity} ${sent}`);
	describe(context, file, tag);
	if (isKnown(context, tag)) return context.body(null, 304);
	if (sent !== "identity") context.header("Content-Encoding", sent);
	const isHead = context.req.method === "HEAD";
	const whole = { first: 0, end: source.bytes };
	// how long it gets is known at its end
	if (stored !== sent) return isHead ? context.body(null) : whole;
	if (sent === "identity") context.header("Accept-Ranges", "bytes");
	const part = sent === "identity" ? partAsked(context, source.bytes, tag) : "all";
	if (part === "beyond") {
		context.header("Content-Range", `bytes */${source.bytes}`);
		context.header("Cache-Control", "no-store");
		return refuse(context, { status: 416, why: `the file has ${source.bytes} bytes` });
	}
	const { first, end } = part === "all" ? whole : part;
	context.header("Content-Length", String(end - first));
	if (part !== "all") {
		context.status(206);
		context.header("Content-Range", `bytes ${first}-${end - 1}/${source.bytes}`);
	}
	return isHead || first === end ? context.body(null) : { first, end };
}

function describe(context: ViewerContext, { type, isCompressible, isImmutable }: ServedFile, tag: string): void {
	context.header("Content-Type", type);
	context.header("ETag", tag);
	context.header("Cache-Control", isImmutable ? "public, max-age=31536000, immutable" : "no-cache");
	if (isCompressible) context.header("Vary", "Accept-Encoding");
}

/** Ranges are for GET, and for the file that the other side began with. */
function partAsked({ req }: ViewerContext, bytes: number, tag: string): ReturnType<typeof partOf> {
	const begunWith = req.header("if-range") ?? tag;
	return req.method === "GET" && begunWith === tag ? partOf(req.header("range"), bytes) : "all";
}

/** Whether the other side has the bytes of this tag. */
function isKnown({ req }: ViewerContext, tag: string): boolean {
	const known = req.header("if-none-match")?.split(",") ?? [];
	return known.map((one) => one.trim().replace(/^W\//, "")).some((one) => one === tag || one === "*");
}

/** Says nothing about the machine that it was made of. */
function entityTag(identity: string): string {
	return `"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`;
}

/** Errors reach who reads; who stops reading ends all of it. */
function encoded(stream: Readable, { stored, sent }: Form): Readable {
	if (stored === sent) return stream;
	const plain = stored === "br" ? pipeline(stream, createBrotliDecompress(), () => {}) : stream;
	return sent === "gzip" ? pipeline(plain, createGzip(), () => {}) : plain;
}

/** `null` where it is not the file any more that it was. The caller closes it. */
async function openSame({ path, identity }: FileOnDisk): Promise<FileHandle | null> {
	const file = await open(path, "r").catch(() => null);
	if (file && identityOf(await file.stat()) === identity) return file;
	await file?.close();
	return null;
}
