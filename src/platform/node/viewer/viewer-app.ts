/** Answers the requests of the viewer's page: a table of files, headers that isolate the page, and clear refusals. */

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { answer } from "./answer.ts";
import { METHODS, type Refusal, refuse, type ViewerContext } from "./refusal.ts";
import type { ServedFiles } from "./served-files.ts";

export interface ViewerAppOptions {
	readonly files: ServedFiles;
	/** Names that requests may be addressed to, or `null` for any: a page elsewhere must not reach a server on loopback. */
	readonly hosts: readonly string[] | null;
}

const LONGEST_ADDRESS = 2048;

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
