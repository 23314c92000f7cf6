/** `triplane/web` in a real browser, against `triplane/node` on the same network. */

import { afterAll, beforeAll, expect, it } from "vitest";
import type { View } from "../../src/generator/views.ts";
import { loadGenerator, type NetworkSource } from "../../src/node.ts";
import type { WebEngineRecord } from "../../src/web.ts";
import { expectClose } from "../assert-close.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { openTestPage, type TestPage } from "../browser/test-page.ts";
import { fixturePath } from "../fixtures.ts";
import { tinyCheckpoint } from "../support/tiny-checkpoint.ts";
import { networksOnDevices } from "../tolerances.ts";
import { sideView } from "./web-view.ts";

interface PageView {
	readonly engine: WebEngineRecord;
	readonly stages: readonly string[];
	readonly imageRaw: number[];
	readonly image: number[];
}

const PICKLE = "tiny-shapenet128-64.pkl";

async function viewInNode(network: NetworkSource): Promise<View> {
	await using generator = await loadGenerator(network, { device: "cpu" });
	return await sideView(generator);
}

describeInChromium("triplane/web", () => {
	let page: TestPage;

	beforeAll(async () => {
		page = await openTestPage(new URL("web.page.ts", import.meta.url));
	});
	afterAll(() => page?.close());

	it.each([
		{ device: "cpu", build: "wasm", path: "/networks/untrained.safetensors", network: "untrained" },
		{ device: "cpu", build: "webgpu", path: `/fixtures/${PICKLE}`, network: fixturePath(PICKLE) },
		{ device: "webgpu", build: "jspi", path: "tiny", network: tinyCheckpoint() },
		{ device: "webgpu", build: "default", path: "tiny", network: tinyCheckpoint() },
	])("renders on $device, build $build, what Node does: $path", async ({ device, build, path, network }) => {
		const view = await page.call<PageView>("view", { path, device, build });
		const renderer = device === "webgpu" ? "wgsl" : "wasm";
		const sharesGpu = device === "webgpu" && build !== "default";
		const wanted = await viewInNode(network);
		expect(view.engine).toMatchObject({ device, renderer, sharesGpu, passedOver: [], crossOriginIsolated: true });
		expectClose(view.imageRaw, wanted.imageRaw.data, networksOnDevices, "imageRaw");
		expectClose(view.image, wanted.image?.data ?? [], networksOnDevices, "image");
		expect(view.stages).toEqual(path === "tiny" ? ["start"] : ["read", "start"]);
		expect(page.complaints).toEqual([]);
	});

	it("works on one thread where the page is not cross-origin isolated", async () => {
		const alone = await openTestPage(new URL("web.page.ts", import.meta.url), { isolated: false });
		try {
			const view = await alone.call<PageView>("view", { path: "tiny", device: "cpu", build: "wasm" });
			expect(view.engine).toMatchObject({ device: "cpu", renderer: "wasm", threads: 1, crossOriginIsolated: false });
			const wanted = await viewInNode(tinyCheckpoint());
			expectClose(view.image, wanted.image?.data ?? [], networksOnDevices, "image");
			expect(alone.complaints).toEqual([]);
		} finally {
			await alone.close();
		}
	});

	it("tells what is wrong by class and message", async () => {
		const failures = await page.call<Record<string, string>>("failures");
		expect(failures).toEqual({
			missing: expect.stringMatching(/^InputError: .*the server answers 404/),
			cutOff: expect.stringMatching(/^InputError: /),
			garbage: expect.stringMatching(/^CheckpointError: .*is a text file, no network/),
			device: expect.stringMatching(/^RuntimeUnavailableError: device cuda: not available here/),
			network: expect.stringMatching(/^CheckpointError: .*no network 'D'/),
			aborted: expect.stringMatching(/^AbortedError: /),
		});
	});
});
