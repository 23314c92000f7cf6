/** The viewer's server: listens on one port, gives out the page and its networks, and nothing else. */

import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { InputError } from "../../../tensor/errors.ts";
import { systemReason } from "../system-reason.ts";
import { type ServedFiles, viewerFiles } from "./served-files.ts";
import { viewerApp } from "./viewer-app.ts";

/** Where `triplane view` listens unless told otherwise. */
export const VIEWER_DEFAULTS: { readonly host: string; readonly port: number } = Object.freeze({
	host: "127.0.0.1",
	port: 8040,
});

export interface ViewerServerOptions {
	/** Path or embedded name of the network to begin with; `null` is the first embedded one. */
	readonly network?: string | null | undefined;
	/** Address to listen at. Default: loopback only. */
	readonly host?: string | undefined;
	/** Default: 8040, or the next free one. A port that is asked for is taken or refused; 0 is any. */
	readonly port?: number | undefined;
	/** Folder of the built page. Default: the package's own. */
	readonly site?: string | undefined;
}

export interface ViewerServer extends AsyncDisposable {
	/** Of the page. */
	readonly url: string;
	readonly port: number;
	/** Ends all connections. */
	close(): Promise<void>;
}

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];
/** Ports tried beyond the default one. */
const ATTEMPTS = 20;
const LARGEST_HEADERS = 16 * 1024;
/** Until a request is whole, its headers are, and a connection on which nothing moves is closed. */
const [REQUEST_MS, HEADERS_MS, IDLE_MS] = [30_000, 10_000, 120_000];
/** How often the first two are looked at. */
const CHECK_MS = 5_000;

/** Starts the server. Rejects with `InputError` where the page is not built, or the address cannot be listened at. */
export async function startViewerServer(options: ViewerServerOptions = {}): Promise<ViewerServer> {
	const { network = null, host = VIEWER_DEFAULTS.host, site } = options;
	const server = buildServer(viewerFiles(network, site), host);
	const port = await listen(server, host, options.port);
	const close = async (): Promise<void> => {
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	};
	const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host;
	return {
		url: `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}/`,
		port,
		close,
		[Symbol.asyncDispose]: close,
	};
}

function buildServer(files: ServedFiles, host: string): Server {
	const hosts = LOOPBACK.includes(host) ? ["127.0.0.1", "localhost", "[::1]"] : null;
	const server = createAdaptorServer({
		fetch: viewerApp({ files, hosts }).fetch,
		createServer,
		serverOptions: {
			...{ maxHeaderSize: LARGEST_HEADERS, requestTimeout: REQUEST_MS },
			...{ headersTimeout: HEADERS_MS, connectionsCheckingInterval: CHECK_MS },
		},
	}) as Server;
	server.on("clientError", refuseBytes);
	// also of those who ask and do not listen
	server.timeout = IDLE_MS;
	return server;
}

/** What is no request at all, or has headers without end, never reaches the application. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Socket): void {
	if (error.code === "ECONNRESET" || !socket.writable) {
		socket.destroy();
		return;
	}
	const [status, why] = REFUSED_BYTES[error.code ?? ""] ?? ["400 Bad Request", "that is no HTTP request"];
	socket.write(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${status}: ${why}\n`);
	// not half open until the other side closes, which it may never do
	socket.destroySoon();
}

const REFUSED_BYTES: Readonly<Record<string, readonly [status: string, why: string]>> = {
	HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", `headers over ${LARGEST_HEADERS} bytes`],
	ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "the request did not end in time"],
};

/** Listens and gives the port. Without a wish the next ports are tried where the default one is taken. */
async function listen(server: Server, host: string, wish: number | undefined): Promise<number> {
	const first = wish ?? VIEWER_DEFAULTS.port;
	const last = wish === undefined ? first + ATTEMPTS : first;
	for (let port = first; ; port++) {
		const problem = await tryListen(server, host, port);
		if (problem === null) {
			const address = server.address();
			return typeof address === "object" && address !== null ? address.port : port;
		}
		if (problem.code === "EADDRINUSE" && port < last) continue;
		throw new InputError(`viewer: cannot listen at ${host}, port ${port}: ${reasonOf(problem)}`, { cause: problem });
	}
}

function tryListen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
	return new Promise((resolve) => {
		const failed = (error: NodeJS.ErrnoException): void => resolve(error);
		server.once("error", failed);
		server.listen(port, host, () => {
			server.off("error", failed);
			resolve(null);
		});
	});
}

function reasonOf(error: NodeJS.ErrnoException): string {
	if (error.code === "EADDRINUSE") return "another program listens there; choose another --port, or leave it out";
	if (error.code === "EADDRNOTAVAIL") return "this machine has no such address; choose another --host";
	return systemReason(error);
}
