/** The viewer's server over real sockets: what it gives out, and everything it refuses. */

import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../../tensor/errors.ts";
import { embeddedNetworks, offeredNetworks } from "../networks.ts";
import { packageInfo } from "../package-info.ts";
import { startViewerServer, VIEWER_DEFAULTS, type ViewerServer } from "./viewer-server.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-viewer-"));
const site = join(folder, "site");
const network = join(folder, "my network #1.pkl");
let server: ViewerServer;

beforeAll(async () => {
	mkdirSync(join(site, "assets"), { recursive: true });
	mkdirSync(join(site, "networks"));
	writeFileSync(join(site, "index.html"), "<!doctype html>the page");
	writeFileSync(join(site, "assets", "index-abc.js"), "export {};");
	writeFileSync(join(site, "networks", "stale.safetensors"), "from when the page was built");
	mkdirSync(join(site, "encoders"));
	writeFileSync(join(site, "encoders", "heads.safetensors"), "an encoder");
	writeFileSync(join(folder, "secret.txt"), "secret");
	writeFileSync(network, "not really a network");
	server = await startViewerServer({ site, network, port: 0 });
});

afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true, force: true });
});

/** Sends bytes as they are and gives all that comes back. */
function exchange(bytes: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(server.port, "127.0.0.1", () => socket.write(bytes));
		let text = "";
		socket.setEncoding("utf8").on("data", (part: string) => {
			text += part;
		});
		socket.on("close", () => resolve(text)).on("error", reject);
	});
}

/** Status and body of a request whose address nobody tidies up. */
async function ask(
	address: string,
	method = "GET",
	more = "",
): Promise<{ status: number; body: string; head: string }> {
	const text = await exchange(`${method} ${address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${more}\r\n`);
	const [head = "", body = ""] = text.split("\r\n\r\n", 2);
	return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), body, head };
}

describe("the viewer's server", () => {
	it.each([
		["/", "text/html"],
		["/index.html", "text/html"],
		["/?device=cpu", "text/html"],
		["/assets/index-abc.js", "text/javascript"],
		["/networks/index.json", "application/json"],
		["/networks/yours/my%20network%20%231.pkl", "application/octet-stream"],
	])("gives out %s, isolated from other pages", async (address, type) => {
		const { status, head } = await ask(address);
		expect(status).toBe(200);
		expect(head.toLowerCase()).toContain(`content-type: ${type}`);
		expect(head.toLowerCase()).toContain("cross-origin-opener-policy: same-origin");
		expect(head.toLowerCase()).toContain("cross-origin-embedder-policy: require-corp");
	});

	it("lists the network that was asked for first, by its file name only", async () => {
		const response = await fetch(`${server.url}networks/index.json`);
		const { networks, open } = (await response.json()) as { networks: { name: string; url: string }[]; open: string };
		expect(open).toBe("my network #1.pkl");
		expect(networks.map(({ name }) => name)).toEqual(["my network #1.pkl", ...offeredNetworks()]);
		expect(offeredNetworks()).toEqual(embeddedNetworks().filter((name) => name !== "untrained"));
		expect(await (await fetch(server.url + networks[0]?.url)).text()).toBe("not really a network");
	});

	it("lists encoders with the embedded networks that they are for", async () => {
		const response = await fetch(`${server.url}networks/index.json`);
		const { networks } = (await response.json()) as { networks: { name: string; encoder?: string }[] };
		const encoders = networks.flatMap(({ name, encoder }) => (encoder === undefined ? [] : [[name, encoder]]));
		expect(encoders).toEqual([["heads", "encoders/heads.safetensors"]]);
		// as they are in the package, not as they lay there when the page was built
		const encoder = await (await fetch(`${server.url}encoders/heads.safetensors`)).arrayBuffer();
		expect(encoder.byteLength).toBe(statSync(join(packageInfo().root, "assets/encoders/heads.safetensors")).size);
	});

	it("answers HEAD with the length and no body", async () => {
		const { status, head, body } = await ask("/index.html", "HEAD");
		expect({ status, body }).toEqual({ status: 200, body: "" });
		expect(head.toLowerCase()).toContain("content-length: 23");
	});

	it.each([
		"/../secret.txt",
		"/assets/../../secret.txt",
		"/%2e%2e/secret.txt",
		"/..%2fsecret.txt",
		"/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
		"/%5c..%5csecret.txt",
		"/networks/..%2f..%2fsecret.txt",
		"/index.html%00.js",
	])("refuses %s, which leads out of the site", async (address) => {
		const { status, body } = await ask(address);
		expect(status).toBe(400);
		expect(body).toContain("leads out of the site");
	});

	it("refuses a backslash, which is no part of an address", async () => {
		const { status, body } = await ask("/..\\secret.txt");
		expect(status).toBe(400);
		expect(body).not.toContain("secret");
	});

	it.each(["/secret.txt", "/package.json", "/networks/stale.safetensors", "/networks", "/%252e%252e/secret.txt"])(
		"knows nothing of %s",
		async (address) => {
			const { status, body } = await ask(address);
			expect(status).toBe(404);
			expect(body).not.toContain("secret");
		},
	);

	it.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("refuses %s and says what it answers", async (method) => {
		const { status, head, body } = await ask("/", method);
		expect(status).toBe(405);
		expect(head.toLowerCase()).toContain("allow: get, head");
		expect(body).toContain(`${method}: only GET and HEAD`);
	});

	it("refuses a request addressed to another name, as a page elsewhere would make it", async () => {
		const text = await exchange("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
		expect(text).toContain("403");
		expect(text).toContain("requests to 'evil.example' are not answered");
	});

	it("refuses an address that is too long", async () => {
		expect((await ask(`/${"a".repeat(3000)}`)).status).toBe(414);
	});

	it("refuses an address with a broken escape", async () => {
		expect(await ask("/%zz")).toMatchObject({ status: 400, body: expect.stringContaining("not well-formed") });
	});

	it("refuses a body", async () => {
		expect((await ask("/", "GET", "Content-Length: 5\r\n")).status).toBe(413);
	});

	it("refuses headers without end", async () => {
		expect((await ask("/", "GET", `X-Long: ${"a".repeat(20_000)}\r\n`)).status).toBe(431);
	});

	it("gives out parts of a network", async () => {
		const part = async (range: string): Promise<Awaited<ReturnType<typeof ask>>> =>
			ask("/networks/yours/my%20network%20%231.pkl", "GET", `Range: ${range}\r\n`);
		expect(await part("bytes=4-9")).toMatchObject({ status: 206, body: "really" });
		expect((await part("bytes=4-9")).head).toMatch(/content-range: bytes 4-9\/20/i);
		expect(await part("bytes=13-")).toMatchObject({ status: 206, body: "network" });
		expect(await part("bytes=-7")).toMatchObject({ status: 206, body: "network" });
		expect(await part("bytes=0-99")).toMatchObject({ status: 206, body: "not really a network" });
		expect(await part("bytes=20-")).toMatchObject({ status: 416 });
		expect(await part("bytes=0-1,4-5")).toMatchObject({ status: 200, body: "not really a network" });
	});

	it("closes connections of requests that do not end", { timeout: 30_000 }, async () => {
		// the other side keeps its half open
		const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
		socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
		const text = await new Promise<string>((resolve) => {
			let all = "";
			socket.setEncoding("utf8").on("data", (part: string) => {
				all += part;
			});
			socket.on("end", () => resolve(all));
		});
		expect(text).toContain("408 Request Timeout");
		// nobody is there any more: the second write finds out
		const refused = new Promise<string>((resolve) => socket.on("error", (error) => resolve(String(error))));
		for (let tries = 0; tries < 20; tries++) {
			socket.write("x");
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		expect(await refused).toMatch(/EPIPE|ECONNRESET/);
		socket.destroy();
	});

	it("refuses bytes that are no request", async () => {
		const text = await exchange("\x16\x03\x01 hello\r\n\r\n");
		expect(text).toContain("400 Bad Request: that is no HTTP request");
	});

	it("goes on answering after all that", async () => {
		expect((await ask("/")).status).toBe(200);
	});
});

describe("files that change while they are served", () => {
	it("are given out no more, rather than something else under their name", async () => {
		const path = join(folder, "mine.safetensors");
		writeFileSync(path, "first");
		await using second = await startViewerServer({ site, network: path, port: 0 });
		const got = async (): Promise<[number, string]> => {
			const response = await fetch(`${second.url}networks/yours/mine.safetensors`);
			return [response.status, await response.text()];
		};
		expect(await got()).toEqual([200, "first"]);
		writeFileSync(path, "first and more than that");
		expect((await got())[0]).toBe(410);
		rmSync(path);
		expect((await got())[0]).toBe(410);
		symlinkSync(join(folder, "secret.txt"), path);
		const [status, body] = await got();
		expect([status, body === "secret"]).toEqual([410, false]);
	});

	it("of an embedded network's name are the user's own", async () => {
		const path = join(folder, "heads-rebalanced.safetensors");
		writeFileSync(path, "mine");
		await using second = await startViewerServer({ site, network: path, port: 0 });
		const { networks, open } = (await (await fetch(`${second.url}networks/index.json`)).json()) as {
			networks: { name: string; url: string; bytes: number }[];
			open: string;
		};
		expect(open).toBe("heads-rebalanced.safetensors");
		expect(networks.filter(({ name }) => name === open)).toHaveLength(1);
		expect(await (await fetch(second.url + networks[0]?.url)).text()).toBe("mine");
		const embedded = networks.find(({ name }) => name === "heads-rebalanced");
		expect((await (await fetch(second.url + embedded?.url)).arrayBuffer()).byteLength).toBe(embedded?.bytes);
	});
});

describe("starting the viewer's server", () => {
	it("takes the next port when the default one is taken", async () => {
		const blocker = createServer().listen(VIEWER_DEFAULTS.port, "127.0.0.1");
		await new Promise((resolve) => blocker.once("listening", resolve).once("error", resolve));
		try {
			await using second = await startViewerServer({ site });
			expect(second.port).toBeGreaterThan(VIEWER_DEFAULTS.port);
		} finally {
			blocker.close();
		}
	});

	it("says so when the port that was asked for is taken", async () => {
		const wanted = startViewerServer({ site, port: server.port });
		await expect(wanted).rejects.toThrow(InputError);
		await expect(startViewerServer({ site, port: server.port })).rejects.toThrow("another program listens there");
	});

	it("says so when the page is not built", async () => {
		await expect(startViewerServer({ site: folder, port: 0 })).rejects.toThrow("npm run build:viewer");
	});

	it("says so when there is no such network", async () => {
		await expect(startViewerServer({ site, network: "nobody", port: 0 })).rejects.toThrow("network 'nobody'");
	});

	it("follows no folder that a link in the site leads to", async () => {
		symlinkSync(folder, join(site, "assets", "out"));
		await using second = await startViewerServer({ site, port: 0 });
		expect((await fetch(`${second.url}assets/out/secret.txt`)).status).toBe(404);
	});
});
