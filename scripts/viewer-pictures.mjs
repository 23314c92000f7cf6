/**
 * Takes the pictures of the viewer that the README shows, from the running page: the embedded network, or another one.
 * `npm run build && npm run build:viewer` first.
 *
 *     node scripts/viewer-pictures.mjs [network] [--outdir docs/pictures] [--seed 24] [--only viewer,viewer-ray]
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
		only: { type: "string", default: "viewer,viewer-ray" },
	},
});

/** @typedef {{ name: string, link: string, scheme: "light" | "dark", width: number, height: number, group: string, panels: string[], act?: (page: Page) => Promise<void> }} Shot */
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
		group: "person",
		panels: ["person"],
	},
	{
		name: "viewer-ray",
		link: `${person}&yaw=20&show=normals`,
		scheme: "dark",
		width: 1280,
		height: 800,
		group: "inspect",
		panels: ["ray"],
		act: async (page) => {
			const box = await page.locator("canvas.picture").boundingBox();
			const position = { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 };
			await page.locator("canvas.picture").click({ position });
			await page.getByRole("img", { name: /^weight along the ray/ }).waitFor();
		},
	},
	{
		name: "viewer-mesh",
		link: `${person}&yaw=30`,
		scheme: "light",
		width: 1280,
		height: 800,
		group: "inspect",
		panels: ["surface"],
		act: async (page) => {
			await page.keyboard.press("6");
			await page.getByText(/triangles at level/).waitFor({ timeout: 120_000 });
			await page.getByText("clay").click();
		},
	},
	{
		name: "viewer-phone",
		link: person,
		scheme: "light",
		width: 360,
		height: 740,
		group: "person",
		panels: ["person"],
	},
];

/** @param {Page} page @param {string} group @param {string[]} wanted */
async function openPanels(page, group, wanted) {
	await page.locator(`#group-${group}`).click();
	for (const panel of await page.locator(".panel").all()) {
		const id = (await panel.getAttribute("id"))?.replace("panel-", "") ?? "";
		const isOpen = (await panel.getAttribute("open")) !== null;
		if (isOpen !== wanted.includes(id)) await panel.locator("summary").click();
	}
}

mkdirSync(values.outdir, { recursive: true });
const wanted = values.only.split(",");
for (const { name, link, scheme, width, height, group, panels, act } of SHOTS) {
	if (!wanted.includes(name)) continue;
	await inViewer({ network: positionals[0], link, scheme, width, height, scale: 1.5 }, async (page) => {
		await openPanels(page, group, panels);
		await act?.(page);
		await page.waitForSelector('.pane[data-settled="true"]');
		await page.mouse.move(width - 2, height - 2);
		// the small pictures of the map are made at rest
		await page.waitForTimeout(3000);
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
