/** What a browser fetches from `triplane view` before it can show anybody, and what it fetches the second time. */

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startViewerServer, type ViewerServer } from "../../src/platform/node/viewer/viewer-server.ts";
import { chromiumExecutable, chromiumFlags, describeInChromium } from "../browser/chromium.ts";
import { describeIf } from "../skip.ts";
import { isBuilt, SITE } from "./viewer-site.ts";

/** docs/viewer.md promises it; scripts/check-viewer-size.mjs adds up the files. */
const FIRST_LOAD_BYTES = 3_000_000;
const PATIENCE_MS = 60_000;

interface Fetched {
	readonly address: string;
	readonly status: number | undefined;
	readonly encoding: string | undefined;
	/** Of the body, as it was sent. */
	readonly bytes: number;
}

describeIf(isBuilt, "dist/viewer is not there: npm run build:viewer", "the first load of the viewer", () =>
	describeInChromium("in Chromium", () => {
		const fetched: Fetched[] = [];
		let viewer: ViewerServer;
		let between: Server;
		let browser: BrowserContext;
		// a profile on disk, as users have it: what is kept in memory only is kept to a tenth
		const profile = mkdtempSync(join(tmpdir(), "triplane-profile-"));

		beforeAll(async () => {
			viewer = await startViewerServer({ site: SITE, port: 0 });
			between = await countingServer(viewer.port, fetched);
			const executablePath = chromiumExecutable() ?? "chromium";
			browser = await chromium.launchPersistentContext(profile, { executablePath, args: chromiumFlags() });
		}, PATIENCE_MS);
		afterAll(async () => {
			await browser.close();
			between.closeAllConnections();
			between.close();
			await viewer.close();
			rmSync(profile, { recursive: true, force: true });
		});

		it("takes 3 MB at most without the network, and less than 0.1 MB the second time", async () => {
			const open = async (): Promise<Fetched[]> => {
				fetched.length = 0;
				const page = await browser.newPage();
				const { port } = between.address() as AddressInfo;
				await page.goto(`http://127.0.0.1:${port}/?device=cpu`);
				await page.waitForSelector('.pane[data-settled="true"]', { timeout: PATIENCE_MS });
				await page.close();
				return [...fetched];
			};
			const first = await open();
			const program = first.filter(({ address }) => !address.endsWith(".safetensors"));
			const compressed = program.filter(({ encoding }) => encoding === "br").map(({ address }) => address);
			expect(compressed).toEqual(
				expect.arrayContaining([expect.stringMatching(/\.wasm$/), expect.stringMatching(/worker.*\.js$/)]),
			);
			expect(sum(program)).toBeLessThan(FIRST_LOAD_BYTES);
			expect(sum(program), "ONNX Runtime is among it").toBeGreaterThan(2_000_000);
			const second = await open();
			expect(sum(second), second.map(({ address, bytes }) => `${address} ${bytes}`).join("\n")).toBeLessThan(100_000);
			expect(second.filter(({ address }) => address.endsWith(".safetensors")).map(({ status }) => status)).toEqual([
				304,
			]);
		});
	}),
);

function sum(all: readonly Fetched[]): number {
	return all.reduce((total, { bytes }) => total + bytes, 0);
}

/** Passes everything on to a port of this machine, and writes down what came back. */
async function countingServer(port: number, fetched: Fetched[]): Promise<Server> {
	const server = createServer((asked, answer) => {
		const { url: path = "/", method = "GET", headers } = asked;
		const passedOn = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
			const { statusCode: status, headers: received } = response;
			let bytes = 0;
			answer.writeHead(status ?? 500, received);
			response.on("data", (part: Buffer) => {
				bytes += part.length;
			});
			response.on("end", () => fetched.push({ address: path, status, encoding: received["content-encoding"], bytes }));
			response.pipe(answer);
		});
		passedOn.on("error", () => answer.destroy()).end();
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	return server;
}
