/** The programs of `examples/`, run as their users run them, on the built package. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkpointToSafetensors } from "../src/checkpoint/safetensors-checkpoint.ts";
import { openCheckpoint } from "../src/node.ts";
import { RandomState } from "../src/tensor/random-state.ts";
import { networkSnapshot } from "../src/training/loop/network-snapshot.ts";
import { initialState } from "../src/training/step.ts";
import { chromiumExecutable, chromiumFlags, describeInChromium } from "./browser/chromium.ts";
import { describeIf } from "./skip.ts";
import { soundEntries } from "./support/dataset-files.ts";
import { TINY_RESOLUTION, tinyNetworks } from "./support/tiny-training.ts";

const ROOT = join(import.meta.dirname, "..");
const CONFIG = join(ROOT, "examples", "vite.config.ts");
const PATIENCE_MS = 120_000;

const isBuilt = existsSync(join(ROOT, "dist", "index.js"));
const folder = mkdtempSync(join(tmpdir(), "triplane-examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the folder; gives what it printed. */
function run(program: string, ...args: readonly string[]): string {
	const command = [join(ROOT, "examples", program), ...args];
	const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
	expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
	return stdout;
}

describeIf(isBuilt, "dist is not built: npm run build", "examples for Node", () => {
	const timeout = PATIENCE_MS;

	it("portrait-sheet.mjs writes four people from five sides", { timeout }, async () => {
		const file = join(folder, "portraits.png");
		expect(run("portrait-sheet.mjs", "untrained", file)).toBe(`${file}\n`);
		expect(await sharp(file).metadata()).toMatchObject({ width: 5 * 128, height: 4 * 128, channels: 3 });
	});

	it("mesh.mjs writes a person's shape as GLB", { timeout }, () => {
		const file = join(folder, "person.glb");
		expect(run("mesh.mjs", "heads", file, "32")).toMatch(/person\.glb: \d{3,} vertices, \d{3,} triangles\n$/);
		expect(readFileSync(file).subarray(0, 4).toString()).toBe("glTF");
	});

	it("fine-tune.mjs trains a network for two steps and writes it", { timeout }, async () => {
		const images = join(folder, "images");
		for (const [name, bytes] of await soundEntries(6, TINY_RESOLUTION)) {
			mkdirSync(dirname(join(images, name)), { recursive: true });
			writeFileSync(join(images, name), bytes);
		}
		const state = initialState(tinyNetworks(), new RandomState(1));
		const network = join(folder, "tiny.safetensors");
		writeFileSync(network, Buffer.concat(checkpointToSafetensors(networkSnapshot(state, 8, new Map()))));
		const file = join(folder, "tuned.safetensors");
		expect(run("fine-tune.mjs", images, network, file, "0.008")).toMatch(/^4 images, .*\n8 images, .* a second\n/);
		const [before, after] = await Promise.all([openCheckpoint(network), openCheckpoint(file)]);
		expect(after.extras.get("images")).toBe(8);
		const name = "decoder.net.0.weight";
		const weight = (networks: typeof before.networks): unknown => networks.get("G")?.parameters.get(name)?.data;
		expect(weight(after.networks)).not.toEqual(weight(before.networks));
	});
});

describeIf(isBuilt, "dist is not built: npm run build", "examples for pages", () => {
	describeInChromium("built with Vite, in a browser", () => {
		let server: PreviewServer;
		let browser: Browser;
		const complaints: string[] = [];

		beforeAll(async () => {
			const outDir = join(folder, "site");
			await build({ configFile: CONFIG, logLevel: "error", build: { outDir } });
			const port = 0;
			server = await preview({ configFile: CONFIG, logLevel: "error", build: { outDir }, preview: { port } });
			const executablePath = chromiumExecutable() ?? "chromium";
			browser = await chromium.launch({ executablePath, args: chromiumFlags() });
		}, PATIENCE_MS);
		afterAll(async () => {
			await browser?.close();
			await server?.close();
		});

		/** Opens a page and waits until its output is like that. */
		async function open(path: string, output: RegExp): Promise<Page> {
			const page = await browser.newPage();
			page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
			page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
			await page.goto(new URL(path, server.resolvedUrls?.local[0]).href);
			const isThere = `${output}.test(document.querySelector("output").value)`;
			await page.waitForFunction(isThere, undefined, { timeout: PATIENCE_MS }).catch((error: unknown) => {
				throw new Error(complaints.join("\n"), { cause: error });
			});
			return page;
		}

		it("turntable shows a person whose picture changes", async () => {
			const page = await open("turntable/", /Turning/);
			const pictures = new Set<string>();
			const picture = "document.querySelector('canvas').toDataURL()";
			await expect
				.poll(async () => pictures.add(await page.evaluate<string>(picture)).size, { timeout: 10_000 })
				.toBeGreaterThanOrEqual(4);
			expect(await page.evaluate("document.querySelector('canvas').width")).toBe(128);
			expect(complaints).toEqual([]);
		});

		it("mesh-in-three draws a person's mesh", async () => {
			const page = await open("mesh-in-three/", /\d{3,} vertices, \d{3,} triangles/);
			const { data, info } = await sharp(await page.locator("canvas").screenshot())
				.raw()
				.toBuffer({ resolveWithObject: true });
			const middle = (info.height / 2) * info.width + info.width / 2;
			const pixel = (at: number): number[] => [...data.subarray(at * info.channels, at * info.channels + 3)];
			expect(pixel(Math.floor(middle))).not.toEqual(pixel(0));
			expect(Math.max(...pixel(Math.floor(middle))), "skin or hair, not an unlit black").toBeGreaterThan(40);
			expect(complaints).toEqual([]);
		});
	});
});
