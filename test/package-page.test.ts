/** The first page of docs/web.md, as it is written there, on the packed package: served by Vite while it is written, and built. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import sharp from "sharp";
import { build, createServer, type InlineConfig, preview } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromiumExecutable, chromiumFlags, describeInChromium } from "./browser/chromium.ts";
import { describeIf } from "./skip.ts";
import { packPackage } from "./support/packed-package.ts";

const ROOT = join(import.meta.dirname, "..");
const PATIENCE_MS = 120_000;

/** Fences of a page that begin with a language and the name of a file: what the files hold. */
function filesOf(page: string): ReadonlyMap<string, string> {
	const text = readFileSync(join(ROOT, page), "utf8");
	return new Map(
		Array.from(text.matchAll(/^```\w+ (\S+\.\w+)\n(.*?)^```$/gms), ([, name = "", held = ""]) => [name, held]),
	);
}

describeIf(
	existsSync(join(ROOT, "dist", "web.js")),
	"dist is not built: npm run build",
	"the page of docs/web.md",
	() => {
		describeInChromium("in a browser", () => {
			let folder = "";
			let browser: Browser;
			const config = (): InlineConfig => ({
				configFile: join(folder, "vite.config.js"),
				root: folder,
				logLevel: "error",
				// ONNX Runtime lies above the folder here, where Vite's server does not go by itself
				server: { port: 0, fs: { allow: [ROOT] } },
				preview: { port: 0 },
			});

			beforeAll(async () => {
				({ folder } = packPackage("page-test"));
				const files = filesOf("docs/web.md");
				expect([...files.keys()]).toEqual(["index.html", "main.js", "vite.config.js"]);
				for (const [name, held] of files) writeFileSync(join(folder, name), held);
				mkdirSync(join(folder, "node_modules"), { recursive: true });
				browser = await chromium.launch({ executablePath: chromiumExecutable() ?? "chromium", args: chromiumFlags() });
			}, PATIENCE_MS);
			afterAll(async () => {
				await browser?.close();
				rmSync(folder, { recursive: true, force: true });
			});

			/** Opens the page; waits for its words; looks at the canvas. */
			async function show(address: string | undefined): Promise<void> {
				const complaints: string[] = [];
				const page = await browser.newPage();
				page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
				page.on("console", (message) => {
					// browsers ask for an icon that the page does not have
					if (message.type() !== "error" || message.location().url.endsWith("favicon.ico")) return;
					complaints.push(message.text());
				});
				await page.goto(address ?? "");
				const isThere = "/^Seed 24, by [1-9]/.test(document.querySelector('p').textContent)";
				await page.waitForFunction(isThere, undefined, { timeout: PATIENCE_MS }).catch((error: unknown) => {
					throw new Error(complaints.join("\n"), { cause: error });
				});
				const { data, info } = await sharp(await page.locator("canvas").screenshot())
					.raw()
					.toBuffer({ resolveWithObject: true });
				expect([info.width, info.height]).toEqual([128, 128]);
				const { channels } = await sharp(data, { raw: info }).stats();
				expect(
					Math.min(...channels.slice(0, 3).map(({ stdev }) => stdev)),
					"a picture, not one colour",
				).toBeGreaterThan(10);
				expect(complaints).toEqual([]);
				await page.close();
			}

			it("shows a person from Vite's server", { timeout: 2 * PATIENCE_MS }, async () => {
				const server = await createServer(config());
				try {
					await server.listen();
					await show(server.resolvedUrls?.local[0]);
				} finally {
					await server.close();
				}
			});

			it("shows a person when it is built", { timeout: 2 * PATIENCE_MS }, async () => {
				await build(config());
				const server = await preview(config());
				try {
					await show(server.resolvedUrls?.local[0]);
				} finally {
					await server.close();
				}
			});
		});
	},
);
