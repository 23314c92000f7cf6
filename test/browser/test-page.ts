/**
 * A page in Chromium whose module does the work and whose results come back to the test:
 *
 *     const page = await openTestPage(new URL("my.page.ts", import.meta.url));
 *     const result = await page.call("render", { seed: 4 });
 *
 * The module hands its functions over with `expose` (expose.ts). What it throws is thrown here, with its class in front.
 */

import { chromium } from "playwright-core";
import { bundle } from "./bundle.ts";
import { chromiumExecutable, chromiumFlags } from "./chromium.ts";
import type { Exposed } from "./expose.ts";
import { serve } from "./serve.ts";

export interface TestPage {
	/** Calls an exposed function. Arguments and result are plain values; number arrays cross as arrays. */
	call<T>(name: string, argument?: unknown): Promise<T>;
	/** What the page wrote to its console as an error, and what it threw where nobody caught it. */
	readonly complaints: readonly string[];
	close(): Promise<void>;
}

export interface TestPageOptions {
	/** Whether the page is cross-origin isolated, so that its workers share memory. Default true. */
	readonly isolated?: boolean | undefined;
}

/** Bundles and opens a page; close it to end the browser. */
export async function openTestPage(entry: URL, { isolated = true }: TestPageOptions = {}): Promise<TestPage> {
	const server = await serve(await bundle(entry), isolated);
	const executablePath = chromiumExecutable() ?? "chromium";
	const browser = await chromium.launch({ executablePath, args: chromiumFlags() });
	const complaints: string[] = [];
	const close = async (): Promise<void> => {
		await browser.close();
		await server.close();
	};
	try {
		const page = await browser.newPage();
		page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
		page.on("console", (message) => {
			if (message.type() === "error") complaints.push(message.text());
		});
		await page.goto(server.origin);
		await page.waitForFunction("globalThis.exposed !== undefined", undefined, { timeout: 15_000 });
		return {
			call: <T>(name: string, argument?: unknown): Promise<T> =>
				page.evaluate(callExposed, { name, argument }) as Promise<T>,
			complaints,
			close,
		};
	} catch (error) {
		await close();
		throw new Error(`the test page did not start: ${String(error)}\n${complaints.join("\n")}`, { cause: error });
	}
}

/** Runs in the page. */
async function callExposed({ name, argument }: { name: string; argument: unknown }): Promise<unknown> {
	const { exposed } = globalThis as unknown as { readonly exposed: Exposed };
	const work = exposed[name];
	if (!work) throw new Error(`the page exposes no '${name}'`);
	return await work(argument);
}
