/** From a photograph to a person in the built viewer: found, refined, kept, linked to, saved, opened again, removed. */

import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { trueAngles } from "../../src/camera/angles.ts";
import type { WeightDifferences } from "../../src/generator/tuned-weights.ts";
import { sceneOf } from "../../src/heads/latent/person.ts";
import { portraitLatent } from "../../src/heads/portrait.ts";
import { portraitCamera } from "../../src/heads/poses.ts";
import { renderImage } from "../../src/heads/render/image.ts";
import { bytesInMemory } from "../../src/host/byte-source.ts";
import { personChunks, readPerson } from "../../src/inversion/person-file.ts";
import { joinChunks } from "../../src/mesh/write/mesh-formats.ts";
import { encodeImage } from "../../src/platform/node/encode-image.ts";
import { sha256OfBytes } from "../../src/platform/node/hash-file.ts";
import { locateNetwork } from "../../src/platform/node/networks.ts";
import { openGenerator } from "../../src/platform/node/open-generator.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { describeIf } from "../skip.ts";
import { drop, isBuilt, useViewerSite, type ViewerPage } from "./viewer-site.ts";

const YAW = 15;
const PATIENCE = 180_000;

describeIf(isBuilt, "dist/viewer is not there: npm run build:viewer", "photographs in the viewer", () =>
	describeInChromium("in Chromium", () => {
		const site = useViewerSite();
		let photograph: Buffer;

		beforeAll(async () => {
			const head = renderImage(sceneOf(portraitLatent({ seed: 7 }, 3)), portraitCamera(trueAngles(YAW, 0)), 256);
			photograph = Buffer.from(await encodeImage(head, "png"));
		});

		async function give(viewer: ViewerPage, name: string, mimeType: string, buffer: Buffer): Promise<void> {
			await viewer.panel("photograph");
			await viewer.page.getByLabel("Open a photograph").setInputFiles({ name, mimeType, buffer });
		}

		it("become people who are kept, linked to, saved as files, opened again and removed", {
			timeout: PATIENCE,
		}, async () => {
			await using viewer = await site.open();
			const { page } = viewer;
			page.setDefaultTimeout(PATIENCE);
			await give(viewer, "somebody.png", "image/png", photograph);
			await page.getByRole("img", { name: "The face that was found, with its landmarks" }).waitFor();
			const seen = await page.getByText(/^Seen from yaw/).innerText();
			expect(Math.abs(Number(/yaw (-?\d+)°/.exec(seen)?.[1]) - YAW)).toBeLessThan(8);
			await page.getByText(/^Step \d+ of 150/).waitFor();
			await page.locator("#panel-photograph").getByRole("button", { name: "Stop" }).click();
			await page.getByText(/^Found in \d+ steps/).waitFor();
			const picture = await viewer.picture();
			expect(viewer.link()).toMatch(/person=[0-9a-f]{12}&yaw=\d+/);
			// the same person by the link
			await page.reload();
			expect(await viewer.picture()).toEqual(picture);
			await viewer.panel("photograph");
			const download = page.waitForEvent("download");
			await page.getByLabel("Save somebody as a file").click();
			const bytes = readFileSync(await (await download).path());
			const person = await readPerson(bytesInMemory("somebody", new Uint8Array(bytes)));
			const sha256 = sha256OfBytes(readFileSync(locateNetwork("heads").path));
			expect(person.network).toEqual({ name: "heads", sha256 });
			// seeds are gone to, and back
			await viewer.type("Seed", 3);
			expect(viewer.link()).toMatch(/^seed=3&yaw/);
			await drop(page, "other.safetensors", bytes);
			await page.getByText("other is open").waitFor();
			expect(await viewer.picture()).toEqual(picture);
			await page.getByLabel("Remove other from this browser").click();
			await page.getByLabel("Remove other from this browser").waitFor({ state: "detached" });
			expect(viewer.link()).toMatch(/^seed=3&yaw/);
		});

		it("are shown with the weights that were tuned to them", { timeout: PATIENCE }, async () => {
			const { path } = locateNetwork("heads");
			await using opened = await openGenerator(path, { device: "cpu" });
			const { generator } = opened;
			const { numWs, wDim } = generator.config.mapping;
			const name = "decoder.net.2.bias";
			const tuned = new Map([[name, float32Tensor([4], Float32Array.of(0, 1, 0, 0))]]);
			const network = { name: "heads", sha256: sha256OfBytes(readFileSync(path)) };
			const ws = float32Tensor([1, numWs, wDim], new Float32Array(numWs * wDim));
			const fileOf = (differences: WeightDifferences): Buffer =>
				Buffer.from(joinChunks(personChunks({ ws, camera: null, tuned: differences, network })));
			await using viewer = await site.open();
			const { page } = viewer;
			page.setDefaultTimeout(PATIENCE);
			await drop(page, "plain.person.safetensors", fileOf(new Map()));
			await page.getByText("plain is open").waitFor();
			const plain = await viewer.picture();
			await drop(page, "red.person.safetensors", fileOf(tuned));
			await page.getByText("red is open").waitFor();
			const red = await viewer.picture();
			expect(red).not.toEqual(plain);
			await viewer.panel("photograph");
			await page.getByRole("button", { name: "plain", exact: true }).click();
			expect(await viewer.picture()).toEqual(plain);
			await page.getByRole("button", { name: "red", exact: true }).click();
			expect(await viewer.picture()).toEqual(red);
			const download = page.waitForEvent("download");
			await page.getByLabel("Save red as a file").click();
			const bytes = new Uint8Array(readFileSync(await (await download).path()));
			expect((await readPerson(bytesInMemory("red", bytes))).tuned).toEqual(tuned);
			await drop(page, "other.person.safetensors", fileOf(new Map([["strange.weight", ws]])));
			await page.getByText(/other\.person\.safetensors was not opened: tuned weights: 'strange\.weight'/).waitFor();
		});

		it.each([
			["a picture without a face", "flat.png", "image/png", /flat: no face found: want one that is upright/],
			["what is no picture", "noise.jpg", "image/jpeg", /noise: photograph: this browser cannot read it/],
			["a damaged person", "him.person.safetensors", "", /him\.person\.safetensors was not opened: /],
		])("says in words what is wrong with %s", { timeout: PATIENCE }, async (_, name, type, words) => {
			const viewer = await site.show();
			const flat = { width: 64, height: 64, channels: 3, data: new Uint8Array(3 * 64 * 64).fill(90) } as const;
			const bytes = name.endsWith(".png") ? await encodeImage(flat, "png") : new Uint8Array(2000).fill(7);
			await give(viewer, name, type, Buffer.from(bytes));
			const alert = viewer.page.getByRole("alert");
			await alert.waitFor({ timeout: PATIENCE });
			expect(await alert.innerText()).toMatch(words);
			await viewer.page.getByRole("alert").getByRole("button").click();
		});

		it("says so when a link names somebody who is not kept here", async () => {
			const viewer = await site.show();
			await viewer.page.evaluate("location.hash = 'person=0123456789ab'");
			await viewer.page.getByText("person '0123456789ab' is not kept in this browser").waitFor();
			await viewer.type("Seed", 3);
			await viewer.settle();
			expect(viewer.link()).toBe("seed=3");
		});
	}),
);
