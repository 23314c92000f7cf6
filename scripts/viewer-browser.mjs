/** The built viewer in Chromium, for scripts that measure it or take its picture. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ROOT } from "./source-tree.mjs";

const EXECUTABLE = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));

/**
 * @typedef {object} ViewerOptions
 * @property {string | undefined} [network]  path or embedded name
 * @property {string} [device]
 * @property {string} [link]  the state, as behind #
 * @property {string} [init]  script that runs in the page before its own
 * @property {"light" | "dark"} [scheme]
 * @property {number} [width]
 * @property {number} [height]
 * @property {number} [scale]  of device pixels
 */

/**
 * Serves the viewer, opens it, waits for its first picture, and ends everything afterwards.
 * @template T
 * @param {ViewerOptions} options
 * @param {(page: import("playwright-core").Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inViewer(options, work) {
	const {
		network,
		device = "cpu",
		link = "",
		init = "",
		scheme = "light",
		width = 1280,
		height = 800,
		scale = 1,
	} = options;
	const program = join(ROOT, "dist", "cli", "main.js");
	const server = spawn(process.execPath, [program, "view", ...(network ? [network] : []), "--no-open", "--port", "0"], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	const flags = ["--no-sandbox", "--enable-unsafe-webgpu"];
	const browser = await chromium.launch({ ...(EXECUTABLE && { executablePath: EXECUTABLE }), args: flags });
	try {
		const url = await addressSaidBy(server);
		const page = await browser.newPage({
			...{ viewport: { width, height }, deviceScaleFactor: scale, colorScheme: scheme },
			// without the sway of the first sight, pictures can settle
			reducedMotion: "reduce",
		});
		if (init !== "") await page.addInitScript(init);
		await page.goto(`${url}?device=${device}#${link}`);
		await page.waitForSelector('.pane[data-settled="true"]', { timeout: 120_000 });
		return await work(page);
	} finally {
		await browser.close();
		server.kill("SIGINT");
	}
}

/**
 * @param {import("node:child_process").ChildProcess} server
 * @returns {Promise<string>}
 */
function addressSaidBy(server) {
	return new Promise((resolve, reject) => {
		server.stdout?.setEncoding("utf8").on("data", (text) => {
			const url = /http:\S+/.exec(text)?.[0];
			if (url) resolve(url);
		});
		server.on("exit", (code) => reject(new Error(`triplane view ended with code ${code}: is it built?`)));
	});
}
