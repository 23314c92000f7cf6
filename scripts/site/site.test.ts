/** The site as visitors have it: on a plain static server, in a folder of it, without headers that isolate pages. */

import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chromiumExecutable, chromiumFlags, describeInChromium } from "../../test/browser/chromium.ts";
import { describeIf } from "../../test/skip.ts";
import { ROOT } from "../source-tree.mjs";
import { brokenLinks } from "./broken-links.mjs";
import { buildSite } from "./build.mjs";

const isBuilt = ["dist/index.js", "dist/viewer/index.html"].every((file) => existsSync(join(ROOT, file)));
const PATIENCE_MS = 120_000;
const FOLDER = "/some/folder/";
const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html",
	".js": "text/javascript",
	".css": "text/css",
	".wasm": "application/wasm",
	".svg": "image/svg+xml",
};

const parent = mkdtempSync(join(tmpdir(), "triplane-site-"));
const out = join(parent, "site");

describeIf(isBuilt, "dist or dist/viewer is not built: npm run build, npm run build:viewer", "the static site", () => {
	beforeAll(() => buildSite(out), PATIENCE_MS);
	afterAll(() => rmSync(parent, { recursive: true, force: true }));

	it("has viewer, examples, report and pages, and every link leads somewhere", () => {
		for (const address of ["index.html", "viewer/index.html", "examples/turntable/index.html", "docs/viewer.html"])
			expect(existsSync(join(out, address)), address).toBe(true);
		expect(existsSync(join(out, "docs/report.html"))).toBe(existsSync(join(ROOT, "docs/report.html")));
		expect(brokenLinks(out)).toEqual([]);
	});

	it("has one network, heads, with its encoder, and lists no other", () => {
		expect(readdirSync(join(out, "viewer/networks")).sort()).toEqual(["heads.safetensors", "index.json"]);
		const list = JSON.parse(readFileSync(join(out, "viewer/networks/index.json"), "utf8")) as {
			readonly networks: readonly { readonly name: string; readonly url: string; readonly encoder?: string }[];
		};
		expect(list.networks.map(({ name, url }) => [name, url])).toEqual([["heads", "networks/heads.safetensors"]]);
		for (const { encoder = "" } of list.networks) expect(existsSync(join(out, "viewer", encoder))).toBe(true);
	});

	it("is not written over files of somebody", async () => {
		await expect(buildSite(parent)).rejects.toThrow("has files, and no site: choose another --out");
		expect(existsSync(join(out, "index.html"))).toBe(true);
	});

	describeInChromium("in Chromium", () => {
		const complaints: string[] = [];
		let server: Server;
		let browser: Browser;

		beforeEach(() => {
			complaints.length = 0;
		});
		beforeAll(async () => {
			server = await plainServer(out, complaints);
			browser = await chromium.launch({ executablePath: chromiumExecutable() ?? "chromium", args: chromiumFlags() });
		}, PATIENCE_MS);
		afterAll(async () => {
			await browser.close();
			server.closeAllConnections();
			server.close();
		});

		async function open(address: string): Promise<Page> {
			const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, reducedMotion: "reduce" });
			page.setDefaultTimeout(PATIENCE_MS);
			page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
			page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
			await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${FOLDER}${address}`);
			return page;
		}

		it("leads from its first page to the viewer, which works on one thread and says why", async () => {
			const page = await open("");
			await page.getByRole("navigation").getByRole("link", { name: "Viewer" }).click();
			await page.waitForSelector('.pane[data-settled="true"]');
			expect(await page.evaluate("[crossOriginIsolated, typeof SharedArrayBuffer]")).toEqual([false, "undefined"]);
			expect(await page.locator("#device").innerText()).toBe("WebAssembly, 1 thread");
			expect(await page.locator("#no-threads").innerText()).toMatch(/threads\s+off: the server does not isolate pages/);
			const before = await page.evaluate<string>("document.querySelector('canvas.picture').toDataURL()");
			await page.locator("canvas.picture").press("ArrowLeft");
			await page.waitForSelector('.pane[data-settled="false"]');
			await page.waitForSelector('.pane[data-settled="true"]');
			expect(await page.evaluate("document.querySelector('canvas.picture').toDataURL()")).not.toBe(before);
			await page.close();
			expect(complaints).toEqual([]);
		});

		it("turns a person in its example", async () => {
			const page = await open("examples/README.html");
			await page.getByRole("link", { name: "A person that turns" }).click();
			await page.waitForFunction("document.querySelector('output').value === 'Turning'");
			await page.close();
			expect(complaints).toEqual([]);
		});

		describe("its pages", () => {
			it.each(["index.html", "docs/cli.html", "assets/networks/README.html", "examples/mesh.mjs.html"])(
				"%s fit on a phone",
				async (address) => {
					const page = await open(address);
					await page.setViewportSize({ width: 360, height: 700 });
					expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
					await page.close();
					expect(complaints).toEqual([]);
				},
			);
		});
	});
});

/** Gives out files of a folder and knows nothing else: no headers, no ranges, no compression. */
async function plainServer(folder: string, complaints: string[]): Promise<Server> {
	const server = createServer((request, response) => {
		const [path = ""] = (request.url ?? "").split("?");
		const wanted = path.startsWith(FOLDER) ? join(folder, decodeURI(path.slice(FOLDER.length))) : "";
		const isFolder = existsSync(wanted) && statSync(wanted).isDirectory();
		const file = isFolder ? join(wanted, "index.html") : wanted;
		if (!existsSync(file)) {
			complaints.push(`there is no ${path}`);
			response.writeHead(404).end();
			return;
		}
		response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
		createReadStream(file).pipe(response);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	return server;
}
