/** Films as a browser plays them: sought backwards, in the colours that were put in. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openVideo } from "../../src/platform/node/video/open-video.ts";
import type { PixelImage } from "../../src/tensor/pixels.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { openTestPage, type TestPage } from "../browser/test-page.ts";

const SIDE = 64;
const FPS = 4;
/** A skin tone and what BT.601 and BT.709 show most differently. */
const COLOURS = [
	[205, 150, 125],
	[220, 30, 30],
	[30, 200, 40],
	[40, 60, 210],
];
/** The quantizer, two roundings to 8 bits, and the browser's own. Green decoded as BT.601 would be off by 28. */
const MOST_DIFFERENCE = 8;

function frame(rgb: readonly number[]): PixelImage {
	const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => rgb[index % 3] ?? 0);
	return { width: SIDE, height: SIDE, channels: 3, data };
}

describeInChromium("MP4 files in a browser", () => {
	const folder = mkdtempSync(join(tmpdir(), "triplane-mp4-"));
	let page: TestPage;
	beforeAll(async () => {
		page = await openTestPage(new URL("mp4.page.ts", import.meta.url));
	});
	afterAll(async () => {
		rmSync(folder, { recursive: true, force: true });
		await page?.close();
	});

	it("are sought in any order, and show the colours of their frames", async () => {
		const path = join(folder, "colours.mp4");
		const settings = { width: SIDE, height: SIDE, fps: FPS, quantizer: 10, frames: COLOURS.length * FPS };
		await using video = await openVideo(path, "mp4", settings);
		for (const colour of COLOURS) for (let i = 0; i < FPS; i++) await video.add(frame(colour));
		await video.finish();
		const order = [2, 0, 3, 1];
		const times = order.map((second) => second + 0.6);
		const seen = await page.call<{ duration: number; colours: number[][] }>("seek", {
			bytes: [...readFileSync(path)],
			times,
			frameSeconds: 1 / FPS,
		});
		expect(seen.duration).toBeCloseTo(COLOURS.length, 2);
		for (const [at, second] of order.entries()) {
			for (const [channel, value] of (COLOURS[second] ?? []).entries()) {
				const got = seen.colours[at]?.[channel] ?? Number.NaN;
				expect(Math.abs(got - value), `second ${second}, channel ${channel}: ${got}`).toBeLessThanOrEqual(
					MOST_DIFFERENCE,
				);
			}
		}
		expect(page.complaints).toEqual([]);
	});
});
