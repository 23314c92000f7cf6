/** The viewer on WebGPU, by software where there is no other: networks and renderer on the GPU, the same pictures. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkpointToSafetensors } from "../../src/entries/checkpoint.ts";
import { joinChunks } from "../../src/index.ts";
import { nodeImageCodec } from "../../src/platform/node/image-codec.ts";
import { expectClose } from "../assert-close.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { describeIf } from "../skip.ts";
import { tinyCheckpoint } from "../support/tiny-checkpoint.ts";
import { pixelsOnDevices } from "../tolerances.ts";
import { pictureInNode } from "./picture-in-node.ts";
import { isBuilt, openViewerSite, type ViewerPage, type ViewerSite } from "./viewer-site.ts";

describeIf(isBuilt, "dist/viewer is not there: npm run build:viewer", "the viewer on WebGPU", () =>
	describeInChromium("in Chromium", () => {
		const folder = mkdtempSync(join(tmpdir(), "triplane-webgpu-"));
		const network = join(folder, "tiny.safetensors");
		let site: ViewerSite;
		let viewer: ViewerPage;

		beforeAll(async () => {
			writeFileSync(network, joinChunks(checkpointToSafetensors(tinyCheckpoint())));
			site = await openViewerSite(network);
			viewer = await site.open("seed=4&psi=0.7&yaw=20&pitch=-10", { device: "webgpu" });
		}, 150_000);
		afterAll(async () => {
			await site?.[Symbol.asyncDispose]();
			rmSync(folder, { recursive: true, force: true });
		});

		it("runs networks and renderer on the GPU and says so", async () => {
			const status = await viewer.page.locator(".status").innerText();
			expect(status).toMatch(/device\s+WebGPU/);
			expect(status).toMatch(/renderer\s+wgsl/);
		});

		it("shows Node's picture of the same person from the same side, to a step of 8 bits", async () => {
			const actual = (await nodeImageCodec.decode(await viewer.picture())).data;
			const wanted = await pictureInNode(network, { seed: 4, psi: 0.7, yaw: 20, pitch: -10 });
			expectClose(actual, wanted, pixelsOnDevices, "picture");
		});

		it.each(["depth", "normals"])("draws %s too", async (type) => {
			await viewer.show(`seed=4&show=${type}`);
			const { data } = await nodeImageCodec.decode(await viewer.picture());
			expect(new Set(data).size).toBeGreaterThan(10);
		});

		it("has complained of nothing", () => {
			expect(site.complaints).toEqual([]);
		});
	}),
);
