/** The built viewer in Chromium, served by its own server: what the end-to-end tests drive. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { startViewerServer, type ViewerServer } from "../../src/platform/node/viewer/viewer-server.ts";
import { groupOf, type PanelId } from "../../viewer/src/tools/panel-ids.ts";
import { chromiumExecutable, chromiumFlags } from "../browser/chromium.ts";

export const SITE: string = join(import.meta.dirname, "..", "..", "dist", "viewer");

/** Whether there is anything to test: `npm test` builds it first. */
export const isBuilt: boolean = existsSync(join(SITE, "index.html"));

/** A loaded machine computes a frame at rest in seconds; a software GPU also compiles its shaders for that long. */
const PATIENCE_MS = { cpu: 30_000, webgpu: 120_000 } as const;

export interface ViewerSite extends AsyncDisposable {
	/** Complaints of all pages so far: console errors, exceptions, failed requests. */
	readonly complaints: readonly string[];
	/** The page that most tests share, brought to a state, all panels as they were. */
	show(link?: string): Promise<ViewerPage>;
	/**
	 * Opens the viewer again and waits for its first picture at full quality.
	 * @param link     the state, as it stands behind `#`
	 * @param options  device to ask for, and the window
	 */
	open(link?: string, options?: ViewerPageOptions): Promise<ViewerPage>;
}

export interface ViewerPageOptions {
	readonly device?: "cpu" | "webgpu" | undefined;
	readonly width?: number | undefined;
	readonly height?: number | undefined;
}

/** The site for the tests of a block: opened before them, closed after them. */
export function useViewerSite(): ViewerSite {
	let opened: ViewerSite | null = null;
	const site = (): ViewerSite => {
		if (opened) return opened;
		throw new Error("the viewer's site is open while tests run, and only then");
	};
	beforeAll(async () => {
		opened = await openViewerSite();
	}, 60_000);
	afterAll(() => opened?.[Symbol.asyncDispose]());
	return {
		get complaints() {
			return site().complaints;
		},
		show: (link) => site().show(link),
		open: (link, options) => site().open(link, options),
		[Symbol.asyncDispose]: () => site()[Symbol.asyncDispose](),
	};
}

/** @param network  path of the network to begin with; default: the embedded one */
export async function openViewerSite(network: string | null = null): Promise<ViewerSite> {
	const server = await startViewerServer({ site: SITE, network, port: 0 });
	const browser = await chromium.launch({ executablePath: chromiumExecutable() ?? "chromium", args: chromiumFlags() });
	const complaints: string[] = [];
	const open: ViewerSite["open"] = (link = "", options = {}) => openPage(server, browser, complaints, link, options);
	let shared: ViewerPage | null = null;
	return {
		complaints,
		open,
		show: async (link = "") => {
			shared ??= await open();
			await shared.show(link);
			return shared;
		},
		[Symbol.asyncDispose]: async () => {
			await browser.close();
			await server.close();
		},
	};
}

async function openPage(
	server: ViewerServer,
	browser: Browser,
	complaints: string[],
	link: string,
	{ device = "cpu", width = 1200, height = 800 }: ViewerPageOptions,
): Promise<ViewerPage> {
	// without the sway of the first sight, pictures can settle
	const page = await browser.newPage({ viewport: { width, height }, acceptDownloads: true, reducedMotion: "reduce" });
	page.setDefaultTimeout(PATIENCE_MS[device]);
	page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
	page.on("requestfailed", (request) => complaints.push(`request failed: ${request.url()}`));
	page.on("console", (message) => {
		// Software OpenGL remarks on its own speed.
		const isRemark = message.text().includes("GL Driver Message");
		if ((message.type() === "error" || message.type() === "warning") && !isRemark) complaints.push(message.text());
	});
	await page.goto(`${server.url}?device=${device}${link === "" ? "" : `#${link}`}`);
	const viewer = new ViewerPage(page);
	await viewer.settle();
	return viewer;
}

export class ViewerPage implements AsyncDisposable {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	/** Goes to the state of a link, as if it were typed into the address. */
	async show(link: string): Promise<void> {
		await this.page.evaluate(`location.hash = ${JSON.stringify(link)}`);
		await this.page.waitForSelector(".pane");
		await this.settle();
	}

	/** Waits for the present state's picture at full quality. */
	async settle(): Promise<void> {
		// One frame, so that a change that was just made is on its way.
		await this.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
		await this.page.waitForSelector('.pane[data-settled="true"]');
	}

	/** The picture as a PNG, bit for bit as it is on the canvas. */
	async picture(): Promise<Buffer> {
		await this.settle();
		const url = await this.page.evaluate<string>("document.querySelector('canvas.picture').toDataURL('image/png')");
		return Buffer.from(url.split(",")[1] ?? "", "base64");
	}

	/** Opens a panel, and its group, unless it is open. */
	async panel(id: PanelId): Promise<void> {
		const group = groupOf(id);
		if (group !== null) await this.page.locator(`#group-${group}`).click();
		const panel = this.page.locator(`#panel-${id}`);
		if ((await panel.getAttribute("open")) === null) await panel.locator("summary").click();
	}

	/** Types a number into a field and leaves it. */
	async type(label: string, value: number): Promise<void> {
		const field = this.page.getByLabel(label, { exact: true });
		await field.fill(String(value));
		await field.press("Tab");
	}

	/** The state as the address has it. */
	link(): string {
		return new URL(this.page.url()).hash.slice(1);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.page.close();
	}
}

/** Drops a file on the page, as the system does. */
export async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
	const transfer = await page.evaluateHandle(
		`(() => {
			const bytes = Uint8Array.from(atob("${Buffer.from(bytes).toString("base64")}"), (one) => one.charCodeAt(0));
			const transfer = new DataTransfer();
			transfer.items.add(new File([bytes], "${name}"));
			return transfer;
		})()`,
	);
	await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}
