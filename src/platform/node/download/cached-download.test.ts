import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { AbortedError, InputError } from "../../../tensor/errors.ts";
import { cacheFolder, cachePlaces } from "./cache-folder.ts";
import { cachedDownload, type DownloadedFile } from "./cached-download.ts";

/** No text, no picture: nothing that is known to be something else. */
const CONTENT = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31 + 3) % 251);
const HASH = createHash("sha256").update(CONTENT).digest("hex");

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const folder = mkdtempSync(join(tmpdir(), "triplane-cache-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let server: Server;
let answers: Answer[];
let asked: IncomingMessage[];
let url: string;
let count = 0;

/** Answers in turn; a request too many fails the test by its message. */
beforeEach(async () => {
	answers = [];
	asked = [];
	server = createServer((request, response) => {
		asked.push(request);
		const answer = answers.shift() ?? ((_, response) => response.writeHead(500, "asked once too often").end());
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/net${count++}.pkl`;
});
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

const whole: Answer = (_, response) => {
	response.writeHead(200, { "content-length": CONTENT.length, etag: '"v1"' }).end(CONTENT);
};

/** Says the whole length and ends the connection after `count` bytes, late enough for a busy machine to have read them. */
const cutAfter =
	(count: number, etag = '"v1"'): Answer =>
	(_, response) => {
		response.writeHead(200, { "content-length": CONTENT.length, etag });
		response.write(CONTENT.subarray(0, count), () => setTimeout(() => response.destroy(), 400));
	};

/** The rest from where the request says. */
const rest: Answer = (request, response) => {
	const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1]);
	const range = `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}`;
	response.writeHead(206, { "content-range": range, "content-length": CONTENT.length - start, etag: '"v1"' });
	response.end(CONTENT.subarray(start));
};

function download(address = url, signal?: AbortSignal): Promise<DownloadedFile> {
	return cachedDownload(address, { folder, signal });
}

describe("cachedDownload", () => {
	it("downloads once, with progress, and then uses the file without asking", async () => {
		answers = [whole];
		const heard: number[] = [];
		const first = await cachedDownload(url, { folder, onProgress: ({ fraction }) => heard.push(fraction) });
		expect(first).toMatchObject({ bytes: CONTENT.length, sha256: HASH });
		expect(readFileSync(first.path).equals(CONTENT)).toBe(true);
		expect([heard.at(-1), [...heard].sort((a, b) => a - b)]).toEqual([1, heard]);
		server.close();
		expect(await download()).toEqual(first);
		expect(asked).toHaveLength(1);
	});

	it("goes on where a download broke off, if the file is still the same", async () => {
		answers = [cutAfter(50_000), rest];
		expect((await download()).sha256).toBe(HASH);
		expect(asked[1]?.headers["if-range"]).toBe('"v1"');
		expect(asked[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
	});

	it("goes on in another run, too", async () => {
		const stop = new AbortController();
		answers = [
			(request, response) => {
				response.writeHead(200, { "content-length": CONTENT.length, etag: '"v1"' });
				response.write(CONTENT.subarray(0, 70_000), () => setTimeout(() => stop.abort(), 50));
				request.once("close", () => response.destroy());
			},
			rest,
		];
		await expect(download(url, stop.signal)).rejects.toBeInstanceOf(AbortedError);
		expect((await download()).sha256).toBe(HASH);
		expect(asked[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
	});

	it("gives up in the end, and says how far it came", async () => {
		answers = Array.from({ length: 4 }, () => cutAfter(50_000, 'W/"weak"'));
		await expect(download()).rejects.toThrow(/cannot be downloaded: the connection ended after 50000 bytes/);
		expect(asked.map(({ headers }) => headers.range)).toEqual([undefined, undefined, undefined, undefined]);
	});

	it("begins again where the file has changed meanwhile", async () => {
		answers = [cutAfter(50_000, '"old"'), whole];
		expect((await download()).sha256).toBe(HASH);
	});

	it("takes a file that has all arrived, but was not put away", async () => {
		const places = cachePlaces(folder, url);
		answers = [cutAfter(10), (_, response) => response.writeHead(404).end()];
		await expect(download()).rejects.toThrow("answers 404 Not Found: there is no such file; is the address right?");
		writeFileSync(places.part, CONTENT);
		answers = [(_, response) => response.writeHead(416, { "content-range": `bytes */${CONTENT.length}` }).end()];
		expect((await download()).sha256).toBe(HASH);
	});

	it("downloads again what was changed in the cache", async () => {
		answers = [whole, whole];
		const { path } = await download();
		writeFileSync(path, CONTENT.slice().fill(7, 100, 101));
		expect((await download()).sha256).toBe(HASH);
		expect(asked).toHaveLength(2);
		expect(readFileSync(path).equals(CONTENT)).toBe(true);
	});

	it("compares with the hash of the address, and keeps nothing that has another", async () => {
		const wanted = `${url}#sha256=${"0".repeat(64)}`;
		answers = [whole, whole];
		await expect(download(wanted)).rejects.toThrow(`has the SHA-256 ${HASH}, want ${"0".repeat(64)}`);
		expect(existsSync(cachePlaces(folder, url).file)).toBe(false);
		expect((await download(`${url}#sha256=${HASH.toUpperCase()}`)).sha256).toBe(HASH);
		await expect(download(wanted)).rejects.toThrow("want 000");
	});

	it("says that a page came instead of a file, and keeps nothing", async () => {
		answers = [(_, response) => response.end("<!doctype html><title>Log in</title>")];
		await expect(download()).rejects.toThrow("the server gives a web page (HTML), no network.");
		const left = readdirSync(join(folder, "networks")).filter((name) => name.includes(url.split("/").at(-1) ?? ""));
		expect(left).toEqual([]);
	});

	it("says what a server refuses", async () => {
		answers = [(_, response) => response.writeHead(403).end()];
		await expect(download()).rejects.toThrow(
			/answers 403 Forbidden: it wants a login; download the file with a browser/,
		);
	});

	it("says that there is no network, and where the file would be", async () => {
		server.close();
		const wanted = /cannot be downloaded: .*ECONNREFUSED.*Is this machine offline\?.*give its path/;
		await expect(download()).rejects.toThrow(wanted);
		await expect(download()).rejects.toBeInstanceOf(InputError);
	});

	it("lets two that want the same file at the same time download it once", async () => {
		answers = [whole];
		const [one, other] = await Promise.all([download(), download()]);
		expect(one).toEqual(other);
		expect(asked).toHaveLength(1);
	});

	it("takes over the lock of a process that has ended", async () => {
		answers = [whole];
		const { lock } = cachePlaces(folder, url);
		writeFileSync(lock, "999999999");
		expect((await download()).sha256).toBe(HASH);
		expect(existsSync(lock)).toBe(false);
	});

	it.each(["https://", "http://a/b#md5=00"])("refuses '%s', which it cannot make sense of", async (address) => {
		await expect(download(address)).rejects.toBeInstanceOf(InputError);
	});
});

describe("cacheFolder", () => {
	it("is the one that TRIPLANE_CACHE names, else one of the system", () => {
		expect(cacheFolder({ TRIPLANE_CACHE: "/somewhere" })).toBe("/somewhere");
		expect(cacheFolder({})).toMatch(/triplane/);
	});
});
