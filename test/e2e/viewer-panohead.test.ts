/** A pickle of PanoHead's structure in the built viewer, from behind, beside the same picture made in Node. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInChromium } from "../browser/chromium.ts";
import { describeIf } from "../skip.ts";
import { panoheadFile } from "../support/panohead-network.ts";
import { pictureInNode } from "./picture-in-node.ts";
import { isBuilt, openViewerSite, type ViewerSite } from "./viewer-site.ts";

describeIf(isBuilt, "dist/viewer is not there: npm run build:viewer", "a pickle of PanoHead", () =>
	describeInChromium("in Chromium", () => {
		const folder = mkdtempSync(join(tmpdir(), "triplane-panohead-"));
		const pickle = join(folder, "panohead.pkl");
		let site: ViewerSite;
		beforeAll(async () => {
			writeFileSync(pickle, panoheadFile());
			site = await openViewerSite(pickle);
		}, 60_000);
		afterAll(async () => {
			await site[Symbol.asyncDispose]();
			rmSync(folder, { recursive: true, force: true });
		});

		it("is shown from behind as it is in Node", async () => {
			await using viewer = await site.open("seed=3&psi=1&yaw=150&pitch=-10");
			const shown = await sharp(await viewer.picture())
				.removeAlpha()
				.raw()
				.toBuffer();
			const wanted = await pictureInNode(pickle, { seed: 3, psi: 1, yaw: 150, pitch: -10 });
			expect(shown.length).toBe(wanted.length);
			const off = shown.reduce((sum, value, at) => sum + Math.abs(value - (wanted[at] ?? 0)), 0) / wanted.length;
			expect(off).toBeLessThan(0.5);
			expect(Math.max(...shown.subarray(0, 30_000)) - Math.min(...shown.subarray(0, 30_000))).toBeGreaterThan(10);
			expect(site.complaints).toEqual([]);
		});
	}),
);
