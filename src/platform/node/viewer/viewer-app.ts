/** Answers the requests of the viewer's page: a table of files, headers that isolate the page, and clear refusals. */

import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { type FileOnDisk, identityOf, type ServedFile, type ServedFiles } from "./served-files.ts";

export interface ViewerAppOptions {
	readonly files: ServedFiles;
	/** Names that requests may be addressed to, or `null` for any: a page elsewhere must not reach a server on loopback. */
	readonly hosts: readonly string[] | null;
}

type ViewerContext = Context<{ Bindings: HttpBindings }>;

const LONGEST_ADDRESS = 2048;
const METHODS = ["GET", "HEAD"];

/** Sent with everything, refusals as well. */
const HEADERS: Readonly<Record<string, string>> = {
	// Memory is shared with threads only on a page that is isolated from others.
	"Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Embedder-Policy": "require-corp",
	"Cross-Origin-Resource-Policy": "same-origin",
	"X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "no-referrer",
	// Workers begin as text of the page's own; networks may be fetched from anywhere, programs from here only.
	"Content-Security-Policy":
		"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self' blob: http: https:; " +
		"img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** A refusal: status and a sentence. */
interface Refusal {
	readonly status: 400 | 403 | 404 | 405 | 410 | 413 | 414 | 416;
	readonly why: string;
}

export function viewerApp({ files, hosts }: ViewerAppOptions): Hono<{ Bindings: HttpBindings }> {
	const app = new Hono<{ Bindings: HttpBindings }>();
	app.all("*", (context) => {
		for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
		const refusal = refusalOf(context, hosts);
		if (refusal) return refuse(context, refusal);
		const file = files.get(decoded(rawPath(context)) ?? "");
		if (!file) return refuse(context, { status: 404, why: "there is no such file here" });
		return answer(context, file);
	});
	app.onError((error, context) => context.text(`triplane view: ${error.message}\n`, 500));
	return app;
}

function refusalOf(context: ViewerContext, hosts: ViewerAppOptions["hosts"]): Refusal | null {
	const { method } = context.req;
	const path = rawPath(context);
	const decodedPath = decoded(path);
	const host = (context.req.header("host") ?? "").replace(/:\d+$/, "").toLowerCase();
	if (hosts && !hosts.includes(host)) return { status: 403, why: `requests to '${host}' are not answered` };
	if (!METHODS.includes(method)) return { status: 405, why: `${method}: only GET and HEAD are answered` };
	if (path.length > LONGEST_ADDRESS) return { status: 414, why: `the address is over ${LONGEST_ADDRESS} characters` };
	if (hasBody(context)) return { status: 413, why: "requests with a body are not answered" };
	if (decodedPath === null) return { status: 400, why: "the address is not well-formed" };
	if (/(^|[/\\])\.\.?([/\\]|$)|[\\\0]/.test(decodedPath))
		return { status: 400, why: "the address leads out of the site" };
	return null;
}

function hasBody({ req }: ViewerContext): boolean {
	return req.header("transfer-encoding") !== undefined || Number(req.header("content-length") ?? 0) > 0;
}

/** As it came, before anybody tidied `..` away; without the query. */
function rawPath({ env }: ViewerContext): string {
	return (env.incoming.url ?? "/").split("?")[0] ?? "/";
}

/** `null` where escapes are broken. */
function decoded(path: string): string | null {
	try {
		return decodeURIComponent(path);
	} catch {
		return null;
	}
}

function refuse(context: ViewerContext, { status, why }: Refusal): Response {
	if (status === 405) context.header("Allow", METHODS.join(", "));
	return context.text(`${status}: ${why}\n`, status);
}

async function answer(context: ViewerContext, { content, type, isImmutable }: ServedFile): Promise<Response> {
	const isHead = context.req.method === "HEAD";
	if ("text" in content) {
		describe(context, type, isImmutable, new TextEncoder().encode(content.text).byteLength);
		return isHead ? context.body(null) : context.body(content.text);
	}
	const range = rangeOf(context, content.bytes);
	if (range === "beyond") {
		context.header("Content-Range", `bytes */${content.bytes}`);
		return refuse(context, { status: 416, why: `the file has ${content.bytes} bytes` });
	}
	// opened once: what is judged is what is sent, however the name is used meanwhile
	const file = await openSame(content);
	if (!file) return refuse(context, { status: 410, why: "the file was changed or removed; start the viewer again" });
	const { first, end } = range ?? { first: 0, end: content.bytes };
	describe(context, type, isImmutable, end - first);
	context.header("Accept-Ranges", "bytes");
	if (range) {
		context.status(206);
		context.header("Content-Range", `bytes ${first}-${end - 1}/${content.bytes}`);
	}
	if (isHead || end === first) {
		await file.close();
		return context.body(null);
	}
	const stream = file.createReadStream({ start: first, end: end - 1 });
	return context.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>);
}

function describe(context: ViewerContext, type: string, isImmutable: boolean, bytes: number): void {
	context.header("Content-Type", type);
	context.header("Cache-Control", isImmutable ? "public, max-age=31536000, immutable" : "no-cache");
	context.header("Content-Length", String(bytes));
}

/** `null` where it is not the file any more that it was. The caller closes it. */
async function openSame({ path, identity }: FileOnDisk): Promise<FileHandle | null> {
	const file = await open(path, "r").catch(() => null);
	if (file && identityOf(await file.stat()) === identity) return file;
	await file?.close();
	return null;
}

/** The part that is asked for, [first, end); `null` is all: also for several parts, and for what is no range. */
function rangeOf(
	context: ViewerContext,
	bytes: number,
): { readonly first: number; readonly end: number } | "beyond" | null {
	const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(context.req.header("range") ?? "") ?? [];
	if (from === "" && to === "") return null;
	const first = from === "" ? Math.max(bytes - Number(to), 0) : Number(from);
	const end = from === "" || to === "" ? bytes : Math.min(Number(to) + 1, bytes);
	return first < end ? { first, end } : "beyond";
}
