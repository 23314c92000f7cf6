import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../host/progress.ts";
import { AbortedError, InputError } from "../../tensor/errors.ts";
import { download } from "./download.ts";

const CONTENT = new Uint8Array(300_000).map((_, i) => i);

describe("download", () => {
	let server: Server;
	let origin = "";

	beforeAll(async () => {
		server = createServer((request, response) => {
			if (request.url === "/whole") response.setHeader("Content-Length", CONTENT.length).end(CONTENT);
			else if (request.url === "/packed") {
				const packed = gzipSync(CONTENT);
				response.setHeader("Content-Encoding", "gzip").setHeader("Content-Length", packed.length).end(packed);
			} else if (request.url === "/cut-off") {
				response.setHeader("Content-Length", 1000).write("short");
				setTimeout(() => response.destroy(), 20);
			} else if (request.url === "/endless") response.write("never ends");
			else response.writeHead(404).end();
		});
		await new Promise<void>((resolve) => {
			server.listen(0, "127.0.0.1", resolve);
		});
		origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	it("gives the bytes and tells how far it is", async () => {
		const seen: Progress[] = [];
		const blob = await download(new URL("/whole", origin), { onProgress: (progress) => seen.push(progress) });
		expect(new Uint8Array(await blob.arrayBuffer())).toEqual(CONTENT);
		const fractions = seen.map(({ fraction }) => fraction);
		expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
		expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
		expect(new Set(seen.map(({ stage }) => stage))).toEqual(new Set(["download"]));
	});

	it("does not take the length of a compressed transfer for the file's", async () => {
		const seen: number[] = [];
		const blob = await download(`${origin}/packed`, { onProgress: ({ fraction }) => seen.push(fraction) });
		expect(blob.size).toBe(CONTENT.length);
		expect(new Set(seen.slice(0, -1))).toEqual(new Set([0]));
		expect(seen.at(-1)).toBe(1);
	});

	it("refuses an answer that is an error, a transfer that breaks off, and a server that is not there", async () => {
		await expect(download(`${origin}/missing`)).rejects.toThrow(/the server answers 404/);
		await expect(download(`${origin}/cut-off`)).rejects.toThrow(InputError);
		await expect(download("http://127.0.0.1:1/network.pkl")).rejects.toThrow(/cannot be fetched.*CORS/);
	});

	it("stops when the caller says so", async () => {
		await expect(download(`${origin}/whole`, { signal: AbortSignal.abort() })).rejects.toThrow(AbortedError);
		await expect(download(`${origin}/endless`, { signal: AbortSignal.timeout(50) })).rejects.toThrow(AbortedError);
	});
});
