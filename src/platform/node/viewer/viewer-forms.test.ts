/** In which form the viewer's server gives out its files: compressed, in parts, or not at all if the browser has them. */

import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startViewerServer, type ViewerServer } from "./viewer-server.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-viewer-forms-"));
const SCRIPT = "export const words = 'words';\n".repeat(200);
const WASM = Buffer.alloc(100_000, "wasm");
const NETWORK = "weights that do not shrink; ".repeat(100);
/** As Chromium sends it on pages of this machine. */
const BROWSER = "gzip, deflate, br, zstd";
let server: ViewerServer;

beforeAll(async () => {
	const site = join(folder, "site");
	mkdirSync(join(site, "assets"), { recursive: true });
	writeFileSync(join(site, "index.html"), "<!doctype html>the page");
	writeFileSync(join(site, "assets", "index-abc.js"), SCRIPT);
	writeFileSync(join(site, "assets", "index-abc.js.br"), brotliCompressSync(SCRIPT));
	// as in the package, which has no other form of it
	writeFileSync(join(site, "assets", "ort-abc.wasm.br"), brotliCompressSync(WASM));
	const network = join(folder, "mine.safetensors");
	writeFileSync(network, NETWORK);
	server = await startViewerServer({ site, network, port: 0 });
});

afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true, force: true });
});

interface Answer {
	readonly status: number | undefined;
	readonly headers: IncomingHttpHeaders;
	/** As it was sent, not decompressed. */
	readonly body: Buffer;
}

function ask(address: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request(new URL(address, server.url), { method, headers }, (response) => {
			const parts: Buffer[] = [];
			response.on("data", (part: Buffer) => parts.push(part)).on("error", reject);
			response.on("end", () =>
				resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
			);
		});
		sent.on("error", reject).end();
	});
}

const SCRIPT_ADDRESS = "assets/index-abc.js";
const WASM_ADDRESS = "assets/ort-abc.wasm";
const NETWORK_ADDRESS = "networks/yours/mine.safetensors";

describe("files of the page", () => {
	it.each([
		[SCRIPT_ADDRESS, SCRIPT],
		[WASM_ADDRESS, WASM.toString()],
	])("are sent as they were compressed when it was built: %s", async (address, content) => {
		const { headers, body } = await ask(address, { "Accept-Encoding": BROWSER });
		expect(headers).toMatchObject({ "content-encoding": "br", "content-length": String(body.length) });
		expect(headers.vary).toBe("Accept-Encoding");
		expect(brotliDecompressSync(body).toString()).toBe(content);
	});

	it.each([
		[SCRIPT_ADDRESS, SCRIPT],
		[WASM_ADDRESS, WASM.toString()],
	])("are compressed with gzip for browsers that take no Brotli: %s", async (address, content) => {
		const { headers, body } = await ask(address, { "Accept-Encoding": "gzip, br;q=0" });
		expect(headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
		expect(headers["content-length"]).toBeUndefined();
		expect(gunzipSync(body).toString()).toBe(content);
	});

	it.each([
		[SCRIPT_ADDRESS, SCRIPT],
		[WASM_ADDRESS, WASM.toString()],
	])("are plain for who takes nothing else: %s", async (address, content) => {
		for (const accepted of [{}, { "Accept-Encoding": "identity" }, { "Accept-Encoding": "br;q=0" }]) {
			const { headers, body } = await ask(address, accepted as Record<string, string>);
			expect(headers["content-encoding"]).toBeUndefined();
			expect(headers.vary).toBe("Accept-Encoding");
			expect(body.toString()).toBe(content);
		}
	});

	it("have the type of what they are, however they are sent", async () => {
		for (const accepted of ["br", "gzip", "identity"]) {
			const { headers } = await ask(WASM_ADDRESS, { "Accept-Encoding": accepted });
			expect(headers["content-type"]).toBe("application/wasm");
		}
	});

	it("are not there under the names of their compressed forms", async () => {
		expect((await ask(`${WASM_ADDRESS}.br`)).status).toBe(404);
	});

	it("are described to HEAD as they are sent to GET", async () => {
		for (const accepted of ["br", "gzip", "identity"]) {
			const [got, described] = await Promise.all(
				["GET", "HEAD"].map((method) => ask(SCRIPT_ADDRESS, { "Accept-Encoding": accepted }, method)),
			);
			const told = ({ headers }: Answer): unknown[] =>
				["etag", "content-encoding", "content-length", "content-type", "vary", "cache-control"].map(
					(name) => headers[name],
				);
			expect(described?.body.length).toBe(0);
			expect(told(described as Answer)).toEqual(told(got as Answer));
		}
	});

	it("that are small are left as they are", async () => {
		const { headers } = await ask("index.html", { "Accept-Encoding": BROWSER });
		expect(headers["content-encoding"]).toBeUndefined();
		expect(headers["content-length"]).toBe("23");
	});
});

describe("networks", () => {
	it("are not compressed", async () => {
		const { headers, body } = await ask(NETWORK_ADDRESS, { "Accept-Encoding": BROWSER });
		expect(headers["content-encoding"]).toBeUndefined();
		expect(headers.vary).toBeUndefined();
		expect(body.toString()).toBe(NETWORK);
	});
});

describe("what the browser has already", () => {
	it.each([SCRIPT_ADDRESS, WASM_ADDRESS, NETWORK_ADDRESS, "index.html", "networks/index.json"])(
		"is not sent again: %s",
		async (address) => {
			for (const accepted of ["br", "gzip", "identity"]) {
				const first = await ask(address, { "Accept-Encoding": accepted });
				const { etag = "" } = first.headers;
				expect(etag).toMatch(/^"[\w-]{22}"$/);
				for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
					const again = await ask(address, { "Accept-Encoding": accepted, "If-None-Match": known });
					expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
				}
				expect((await ask(address, { "Accept-Encoding": accepted, "If-None-Match": '"other"' })).status).toBe(200);
			}
		},
	);

	it("is sent again in another form, which has another tag", async () => {
		const tags = await Promise.all(
			["br", "gzip", "identity"].map(
				async (accepted) => (await ask(SCRIPT_ADDRESS, { "Accept-Encoding": accepted })).headers.etag,
			),
		);
		expect(new Set(tags).size).toBe(3);
		const asked = await ask(SCRIPT_ADDRESS, { "Accept-Encoding": "gzip", "If-None-Match": tags[0] ?? "" });
		expect(asked.status).toBe(200);
	});

	it("may be kept for good under names that change with the content, else it is asked for again", async () => {
		expect((await ask(WASM_ADDRESS)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
		for (const address of ["index.html", "networks/index.json", NETWORK_ADDRESS]) {
			expect((await ask(address)).headers["cache-control"]).toBe("no-cache");
		}
	});

	it("is not called current after the file has changed", async () => {
		const network = join(folder, "passing.safetensors");
		writeFileSync(network, NETWORK);
		await using second = await startViewerServer({ site: join(folder, "site"), network, port: 0 });
		const address = `${second.url}networks/yours/passing.safetensors`;
		const { etag = "" } = (await ask(address)).headers;
		expect((await ask(address, { "If-None-Match": etag })).status).toBe(304);
		unlinkSync(network);
		expect((await ask(address, { "If-None-Match": etag })).status).toBe(410);
	});
});

describe("parts", () => {
	it("are parts of the plain bytes, even for browsers that take compressed ones", async () => {
		const { status, headers, body } = await ask(SCRIPT_ADDRESS, { "Accept-Encoding": BROWSER, Range: "bytes=7-11" });
		expect([status, body.toString(), headers["content-encoding"]]).toEqual([206, "const", undefined]);
		expect(headers["content-range"]).toBe(`bytes 7-11/${SCRIPT.length}`);
	});

	it("are not given of what is there compressed only: all of it comes", async () => {
		const { status, headers, body } = await ask(WASM_ADDRESS, { Range: "bytes=0-9" });
		expect([status, body.length, headers["accept-ranges"]]).toEqual([200, WASM.length, undefined]);
	});

	it("go on with the file that was begun, and with no other", async () => {
		const { etag = "" } = (await ask(NETWORK_ADDRESS)).headers;
		const part = (begun: string): Promise<Answer> => ask(NETWORK_ADDRESS, { Range: "bytes=8-11", "If-Range": begun });
		expect(await part(etag)).toMatchObject({ status: 206, body: Buffer.from("that") });
		for (const other of ['"other"', `W/${etag}`, "Tue, 01 Dec 2026 12:00:00 GMT"]) {
			expect(await part(other)).toMatchObject({ status: 200, body: Buffer.from(NETWORK) });
		}
	});

	it("mean nothing to HEAD", async () => {
		const { status, headers } = await ask(NETWORK_ADDRESS, { Range: "bytes=8-11" }, "HEAD");
		expect([status, headers["content-length"]]).toEqual([200, String(NETWORK.length)]);
	});

	it("beyond the end are refused, and the refusal is not kept", async () => {
		const { status, headers } = await ask(SCRIPT_ADDRESS, { Range: "bytes=999999-" });
		expect(status).toBe(416);
		expect(headers).toMatchObject({ "content-range": `bytes */${SCRIPT.length}`, "cache-control": "no-store" });
	});
});
