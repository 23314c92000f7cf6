/**
 * Measures how many frames a second the viewer draws while a head is turned by hand: the built page in Chromium, dragged
 * for some seconds. `npm run build && npm run build:viewer` first.
 *
 *     node scripts/measure-viewer.mjs [network] [--device cpu|webgpu] [--seconds 5]
 */

import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { inViewer } from "./viewer-browser.mjs";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { device: { type: "string", default: "cpu" }, seconds: { type: "string", default: "5" } },
});

/** Counts what is drawn; runs in the page before anything else. */
const COUNT = `
	const put = CanvasRenderingContext2D.prototype.putImageData;
	CanvasRenderingContext2D.prototype.putImageData = function (...given) {
		if (this.canvas.className === "picture") globalThis.framesAt.push(performance.now());
		return put.apply(this, given);
	};
	globalThis.framesAt = [];
`;

const result = await inViewer({ network: positionals[0], device: values.device, init: COUNT }, async (page) => {
	const box = await page.locator("canvas.picture").boundingBox();
	const centre = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
	await page.mouse.move(centre.x, centre.y);
	await page.mouse.down();
	await page.evaluate("globalThis.framesAt.length = 0");
	const start = performance.now();
	while (performance.now() - start < Number(values.seconds) * 1000) {
		const angle = (performance.now() - start) / 700;
		await page.mouse.move(centre.x + 150 * Math.sin(angle), centre.y + 60 * Math.sin(angle / 2));
	}
	/** @type {number[]} */
	const times = await page.evaluate("globalThis.framesAt");
	const rays = await page.locator(".status").innerText();
	await page.mouse.up();
	return { times, status: rays.replaceAll("\n", " ") };
});

const gaps = result.times.slice(1).map((time, at) => time - (result.times[at] ?? 0));
const sorted = gaps.toSorted((a, b) => a - b);
const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ${values.device}, ${positionals[0] ?? "heads"}`);
console.log(`${(1000 / mean).toFixed(1)} frames a second over ${gaps.length} frames`);
console.log(
	`median ${sorted[Math.floor(gaps.length / 2)]?.toFixed(0)} ms, p90 ${sorted[Math.floor(gaps.length * 0.9)]?.toFixed(0)} ms`,
);
console.log(result.status);
