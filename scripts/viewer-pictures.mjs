/**
 * Takes the pictures of the viewer that the README shows, from the running page: the embedded network, or another one.
 * `npm run build && npm run build:viewer` first.
 *
 *     node scripts/viewer-pictures.mjs [network] [--outdir docs/pictures] [--seed 0] [--level 10] [--only viewer,viewer-ray]
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { inViewer } from "./viewer-browser.mjs";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		outdir: { type: "string", default: "docs/pictures" },
		seed: { type: "string", default: "24" },
		level: { type: "string", default: "10" },
		only: { type: "string", default: "viewer,viewer-ray" },
	},
});

/** @typedef {{ name: string, link: string, scheme: "light" | "dark", width: number, height: number, panels: string[], act?: (page: Page) => Promise<void> }} Shot */
/** @typedef {import("playwright-core").Page} Page */

const person = `seed=${values.seed}`;

/** @type {Shot[]} */
const SHOTS = [
	{
		name: "viewer",
		link: `${person}&yaw=-25&pitch=-8`,
		scheme: "light",
		width: 1280,
		height: 800,
		panels: ["person", "camera"],
	},
	{
		name: "viewer-ray",
		link: `${person}&yaw=20&show=normals`,
		scheme: "dark",
		width: 1280,
		height: 800,
		panels: ["ray", "slices"],
		act: async (page) => {
			const box = await page.locator("canvas.picture").boundingBox();
			const position = { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 };
			await page.locator("canvas.picture").click({ position });
			await page.getByRole("img", { name: /^weight along the ray/ }).waitFor();
			await page.getByRole("img", { name: "sigma on the cut" }).waitFor();
		},
	},
	{
		name: "viewer-mesh",
		link: `${person}&yaw=30`,
		scheme: "light",
		width: 1280,
		height: 800,
		panels: ["surface"],
		act: async (page) => {
			await page.getByLabel("Level of sigma, value").fill(values.level);
			await page.getByRole("button", { name: "Make the mesh" }).click();
			await page.locator(".orbit canvas").waitFor({ timeout: 120_000 });
			await page.locator("#panel-surface .row").last().scrollIntoViewIfNeeded();
			await page.waitForTimeout(1000);
		},
	},
	{ name: "viewer-phone", link: person, scheme: "light", width: 360, height: 740, panels: ["person"] },
];

/** @param {Page} page @param {string[]} wanted */
async function openPanels(page, wanted) {
	for (const panel of await page.locator(".panel").all()) {
		const id = (await panel.getAttribute("id"))?.replace("panel-", "") ?? "";
		const isOpen = (await panel.getAttribute("open")) !== null;
		if (isOpen !== wanted.includes(id)) await panel.locator("summary").click();
	}
}

mkdirSync(values.outdir, { recursive: true });
const wanted = values.only.split(",");
for (const { name, link, scheme, width, height, panels, act } of SHOTS) {
	if (!wanted.includes(name)) continue;
	await inViewer({ network: positionals[0], link, scheme, width, height, scale: 1.5 }, async (page) => {
		await openPanels(page, panels);
		await act?.(page);
		await page.waitForSelector('.pane[data-settled="true"]');
		await page.mouse.move(width - 2, height - 2);
		await page.waitForTimeout(300);
		const path = join(values.outdir, `${name}.webp`);
		writeFileSync(
			path,
			await sharp(await page.screenshot())
				.webp({ quality: 82 })
				.toBuffer(),
		);
		console.log(path);
	});
}
