/** Networks and renderer on one GPU device in a browser: nothing comes back in between, and the numbers are Node's. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { loadGenerator } from "../../src/node.ts";
import type { Float32Tensor } from "../../src/tensor/host-tensor.ts";
import { colourPixels } from "../../src/tensor/pixels.ts";
import { expectClose } from "../assert-close.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { unpackTensors } from "../browser/packed-tensors.ts";
import { openTestPage, type TestPage } from "../browser/test-page.ts";
import { tinyCheckpoint } from "../support/tiny-checkpoint.ts";
import { networksOnDevices } from "../tolerances.ts";
import { sideView } from "./web-view.ts";

interface Viewed {
	readonly before: number;
	readonly after: number;
	readonly tensors: unknown;
	readonly pixels: number[];
}

describeInChromium("the generator's stages on the GPU", () => {
	let page: TestPage;

	beforeAll(async () => {
		page = await openTestPage(new URL("gpu-stages.page.ts", import.meta.url));
	});
	afterAll(() => page?.close());

	it("give what Node gives, and the painter its pixels, and read nothing back until they are asked to", async () => {
		const viewed = await page.call<Viewed>("view");
		expect([viewed.before, viewed.after]).toEqual([0, 5]);
		await using generator = await loadGenerator(tinyCheckpoint(), { device: "cpu" });
		const wanted = await sideView(generator);
		const got = unpackTensors<Record<string, Float32Tensor>>(viewed.tensors);
		for (const [name, tensor] of Object.entries(got)) {
			const node = wanted[name as keyof typeof wanted];
			expect(tensor.shape).toEqual(node?.shape);
			expectClose(tensor, node ?? [], networksOnDevices, name);
		}
		const { data } = colourPixels(got.image ?? wanted.imageRaw);
		expect(viewed.pixels).toEqual([...data]);
		expect(page.complaints).toEqual([]);
	});
});
