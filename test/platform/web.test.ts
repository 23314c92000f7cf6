/** `triplane/web` in a real browser, against `triplane/node` on the same network. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { cameraFromPose, cameraLabel, fovToIntrinsics, latentFromSeed, loadGenerator } from "../../src/node.ts";
import { expectClose } from "../assert-close.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { openTestPage, type TestPage } from "../browser/test-page.ts";
import { fixturePath } from "../fixtures.ts";
import { kernelVsReference } from "../tolerances.ts";

interface PageView {
	readonly engine: { readonly device: string; readonly renderer: string; readonly threads: number };
	readonly stages: readonly string[];
	readonly imageRaw: number[];
	readonly image: number[] | null;
}

const OPTIONS = { neuralRenderingResolution: 16, superresolution: true };

/** The view that the page renders, in Node. */
async function viewInNode(network: string): Promise<{ readonly imageRaw: Float32Array; readonly image: Float32Array }> {
	await using generator = await loadGenerator(network, { device: "cpu" });
	const camera = cameraLabel({
		cam2world: cameraFromPose({ yaw: 0.3, pitch: -0.1 }, { pivot: [0, 0, 0.2], radius: 2.7 }),
		intrinsics: fovToIntrinsics(18.837),
	});
	const ws = await generator.mapping(latentFromSeed(4, generator.config.mapping.zDim), camera);
	const view = await generator.render(await generator.planes(ws), ws, camera, OPTIONS);
	return { imageRaw: view.imageRaw.data, image: view.image?.data ?? new Float32Array() };
}

describeInChromium("triplane/web", () => {
	let page: TestPage;

	beforeAll(async () => {
		page = await openTestPage(new URL("web.page.ts", import.meta.url));
	});
	afterAll(() => page?.close());

	it.each([
		{ device: "cpu", path: "/networks/demo.safetensors", network: "demo" },
		{ device: "webgpu", path: "/fixtures/tiny-train128.pkl", network: fixturePath("tiny-train128.pkl") },
	])("renders on $device what Node does from $path", async ({ device, path, network }) => {
		const [view, wanted] = [
			await page.call<PageView>("view", { path, device, options: OPTIONS }),
			await viewInNode(network),
		];
		expect(view.engine.device).toBe(device);
		expectClose(view.imageRaw, wanted.imageRaw, kernelVsReference, "imageRaw");
		expectClose(view.image ?? [], wanted.image, kernelVsReference, "image");
		expect(view.stages).toEqual(["read", "start"]);
		expect(page.complaints).toEqual([]);
	});

	it("tells what is wrong by class and message", async () => {
		const failures = await page.call<Record<string, string>>("failures");
		expect(failures).toEqual({
			missing: expect.stringMatching(/^InputError: .*the server answers 404/),
			cutOff: expect.stringMatching(/^InputError: /),
			garbage: expect.stringMatching(/^CheckpointError: file: byte 0/),
			device: expect.stringMatching(/^RuntimeUnavailableError: device cuda: not to be had here/),
			network: expect.stringMatching(/^CheckpointError: .*no network 'D'/),
			aborted: expect.stringMatching(/^AbortedError: /),
		});
	});
});
