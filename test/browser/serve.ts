/** A server on loopback for one test page, its code, ONNX Runtime's files and the fixtures. */

import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDERS: Readonly<Record<string, URL>> = {
	ort: new URL("../../node_modules/onnxruntime-web/dist/", import.meta.url),
	fixtures: new URL("../fixtures/", import.meta.url),
	networks: new URL("../../assets/networks/", import.meta.url),
};
const TYPES: Readonly<Record<string, string>> = {
	html: "text/html",
	js: "text/javascript",
	mjs: "text/javascript",
	wasm: "application/wasm",
};

export interface TestServer {
	readonly origin: string;
	close(): Promise<void>;
}

/**
 * Serves `/` (an empty page that loads `/page.js`), `/ort/…`, `/fixtures/…` and `/networks/…`.
 * @param isolated  whether the page may share memory with its workers
 */
export async function serve(code: string, isolated: boolean): Promise<TestServer> {
	const server = createServer((request, response) => {
		const path = (request.url ?? "/").split("?")[0] ?? "/";
		if (isolated) {
			response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
			response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
		}
		response.setHeader("Content-Type", TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream");
		if (path === "/") {
			response.setHeader("Content-Type", "text/html");
			response.end('<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>');
		} else if (path === "/page.js") response.end(code);
		else if (path === "/cut-off") {
			response.setHeader("Content-Length", "1000");
			response.write("short");
			setTimeout(() => response.destroy(), 50);
		} else {
			const file = fileOf(path);
			if (file) createReadStream(file).pipe(response);
			else response.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const { port } = server.address() as AddressInfo;
	return { origin: `http://127.0.0.1:${port}`, close: () => close(server) };
}

/** The file behind /folder/name, or `null`. */
function fileOf(path: string): string | null {
	const [, folder = "", name = ""] = path.split("/");
	const base = FOLDERS[folder];
	if (!base || name !== basename(name)) return null;
	const file = fileURLToPath(new URL(name, base));
	return existsSync(file) ? file : null;
}

function close(server: Server): Promise<void> {
	server.closeAllConnections();
	return new Promise((resolve) => {
		server.close(() => resolve());
	});
}
