/** The viewer as its users have it: the built site, in Chromium, driven by hand. */

import { readFileSync } from "node:fs";
import { validateBytes } from "gltf-validator";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { nodeImageCodec } from "../../src/platform/node/image-codec.ts";
import { expectClose } from "../assert-close.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { fixturePath } from "../fixtures.ts";
import { describeIf } from "../skip.ts";
import { pixelsOnDevices } from "../tolerances.ts";
import { pictureInNode } from "./picture-in-node.ts";
import { drop, isBuilt, useViewerSite } from "./viewer-site.ts";

const PICKLE = "tiny-shapenet128-64.pkl";

describeIf(isBuilt, "dist/viewer is not there: npm run build:viewer", "the viewer", () =>
	describeInChromium("in Chromium", () => {
		const site = useViewerSite();

		async function pixelsOf(png: Buffer): Promise<Uint8Array> {
			return (await nodeImageCodec.decode(png)).data;
		}

		describe("the picture", () => {
			it("is Node's picture of the same person from the same side, to a step of 8 bits", async () => {
				const viewer = await site.show("seed=4&psi=0.7&yaw=20&pitch=-10&nrr=128");
				const actual = await pixelsOf(await viewer.picture());
				expectClose(
					actual,
					await pictureInNode("heads", { seed: 4, psi: 0.7, yaw: 20, pitch: -10 }),
					pixelsOnDevices,
					"picture",
				);
			});

			it("turns under the hand, coarser on the move, and settles at full quality", async () => {
				const viewer = await site.show();
				const { page } = viewer;
				const before = await viewer.picture();
				const rays = page.locator(".status", { hasText: "rays" });
				const atRest = await rays.innerText();
				const box = await page.locator("canvas.picture").boundingBox();
				const [x, y] = [(box?.x ?? 0) + 200, (box?.y ?? 0) + 200];
				await page.mouse.move(x, y);
				await page.mouse.down();
				await page.mouse.move(x + 90, y + 30, { steps: 6 });
				await page.waitForSelector('.pane[data-settled="false"]');
				await page.mouse.up();
				await viewer.settle();
				expect(await viewer.picture()).not.toEqual(before);
				expect(viewer.link()).toMatch(/yaw=-\d+.*pitch=-\d+/);
				expect((await rays.innerText()).match(/\d+² × \d+/)?.[0]).toBe(atRest.match(/\d+² × \d+/)?.[0]);
			});

			it("is another one for another seed, truncation and mix of styles, and undo brings each back", async () => {
				const viewer = await site.show();
				const pictures = [await viewer.picture()];
				await viewer.type("Seed", 7);
				pictures.push(await viewer.picture());
				await viewer.type("Truncation ψ, value", 0.2);
				pictures.push(await viewer.picture());
				await viewer.panel("mixing");
				await viewer.page.getByRole("button", { name: "Fine" }).click();
				pictures.push(await viewer.picture());
				const different = new Set(pictures.map((picture) => picture.toString("base64")));
				expect(different.size).toBe(4);
				for (const wanted of pictures.slice(0, 3).reverse()) {
					await viewer.page.keyboard.press("Control+z");
					expect(await viewer.picture()).toEqual(wanted);
				}
			});

			it.each(["Raw", "Depth", "Opacity", "Normals"])("is of another kind: %s", async (name) => {
				const viewer = await site.show("network=heads-rebalanced");
				const image = await viewer.picture();
				await viewer.page.getByRole("radio", { name }).check({ force: true });
				const other = await pixelsOf(await viewer.picture());
				expect(other.length).toBe(32 * 32 * 3); // heads-rebalanced renders 32² rays
				expect(Math.max(...other) - Math.min(...other)).toBeGreaterThan(10);
				expect(await viewer.picture()).not.toEqual(image);
			});
		});

		describe("hand and keys", () => {
			it("turn, zoom, walk on and look from the front by keys", async () => {
				const viewer = await site.show();
				const picture = viewer.page.locator("canvas.picture");
				await picture.press("ArrowLeft");
				await picture.press("ArrowUp");
				await picture.press("+");
				await picture.press("n");
				await viewer.page.waitForURL(/seed=25/);
				await viewer.settle();
				expect(viewer.link()).toMatch(/^seed=25&yaw=-13&pitch=5&fov=17\.442$/);
				await picture.press("0");
				await viewer.settle();
				expect(viewer.link()).toBe("seed=25");
			});

			it("go on by keys after sliders and buttons were touched, and leave fields alone", async () => {
				const viewer = await site.show();
				const { page } = viewer;
				await page.getByRole("radio", { name: "none" }).check({ force: true });
				await page.locator("#psi").click();
				await page.keyboard.press("n");
				await page.waitForURL(/seed=25/);
				const seed = page.getByLabel("Seed", { exact: true });
				await seed.fill("");
				await seed.press("n");
				await seed.press("Tab");
				expect(await seed.inputValue()).toBe("25");
				await page.getByRole("button", { name: /^Undo/ }).click();
				await page.waitForURL(/seed=24/);
			});

			it("walk over the map of seeds by themselves, and stop", async () => {
				const viewer = await site.show();
				await viewer.page.getByRole("button", { name: "Walk" }).click();
				await viewer.page.waitForTimeout(500);
				await viewer.page.getByRole("button", { name: "Stop" }).click();
				await viewer.settle();
				expect(viewer.link()).toMatch(/^seed=24\.\d+_0&yaw=-18$/);
			});
		});

		describe("a link", () => {
			it("restores everything: person, camera, kind of picture", async () => {
				const first = await site.show();
				await first.type("Seed", 12);
				await first.panel("camera");
				await first.type("Yaw, value", 33);
				await first.page.getByRole("radio", { name: "Depth" }).check({ force: true });
				await first.panel("latent");
				await first.page.getByRole("button", { name: "Set by hand" }).click();
				await first.type("z[0], value", 3);
				const picture = await first.picture();
				await using second = await site.open(first.link());
				expect(await second.picture()).toEqual(picture);
				expect(second.link()).toBe(first.link());
			});

			it("that is damaged opens what can be read of it", async () => {
				await using viewer = await site.open("seed=5&yaw=north&mix=x_y&nonsense&show=&psi=1e999");
				expect(viewer.link()).toBe("seed=5");
			});
		});

		describe("networks", () => {
			it("are opened by dropping a published file, kept, and removed", async () => {
				const viewer = await site.show();
				await drop(viewer.page, PICKLE, readFileSync(fixturePath(PICKLE)));
				await viewer.page.getByText(`${PICKLE} is open`).waitFor();
				await viewer.settle();
				expect(await viewer.page.locator(".where").innerText()).toBe(PICKLE);
				await viewer.page.reload();
				await viewer.settle();
				expect(await viewer.page.locator(".where").innerText()).toBe(PICKLE);
				await viewer.panel("network");
				await viewer.page.getByLabel(`Remove ${PICKLE} from this browser`).click();
				await viewer.page.getByLabel(`Remove ${PICKLE} from this browser`).waitFor({ state: "detached" });
			});

			it("stand side by side and turn together", async () => {
				const viewer = await site.show();
				await viewer.panel("network");
				await viewer.page.getByLabel("Side by side with").selectOption({ label: "heads (the same)" });
				await viewer.page.mouse.click(4, 400);
				await viewer.page.getByLabel("Side by side with").waitFor({ state: "detached" });
				await bothSettled(viewer.page);
				await viewer.panel("camera");
				await viewer.type("Yaw, value", 25);
				await bothSettled(viewer.page);
				const [first, second] = await viewer.page.evaluate<string[]>(
					"[...document.querySelectorAll('canvas.picture')].map((canvas) => canvas.toDataURL())",
				);
				expect(second).toBe(first);
				expect(viewer.link()).toBe("beside=heads&seed=24&yaw=25");
			});

			it("of the menu that cannot be read leave the one on the screen in use, and are tried again", async () => {
				const viewer = await site.show();
				const before = await viewer.picture();
				let isThere = false;
				await viewer.page.route(/heads-frontal.*\.safetensors/, (route) =>
					isThere ? route.continue() : route.fulfill({ body: "no network" }),
				);
				const choose = async (): Promise<void> => {
					await viewer.panel("network");
					await viewer.page.getByRole("button", { name: /^heads-frontal/ }).click();
				};
				await choose();
				await viewer.page.getByText("heads-frontal was not opened").waitFor();
				expect(await viewer.page.locator(".where").innerText()).toBe("heads");
				expect(viewer.link()).not.toContain("network=");
				expect(await viewer.picture()).toEqual(before);
				isThere = true;
				await viewer.page.getByRole("button", { name: /^heads-frontal/ }).click();
				await viewer.page.getByText("heads-frontal is open").waitFor();
				await viewer.settle();
				expect(await viewer.page.locator(".where").innerText()).toBe("heads-frontal");
				expect(viewer.link()).toContain("network=heads-frontal");
			});

			it("that are broken are refused in words, and the one on the screen stays in use", async () => {
				const viewer = await site.show();
				const before = await viewer.picture();
				await drop(viewer.page, "broken.pkl", readFileSync(fixturePath(PICKLE)).subarray(0, 20_000));
				const alert = viewer.page.getByRole("alert");
				await alert.waitFor();
				expect(await alert.innerText()).toContain("broken.pkl was not opened: it is damaged");
				expect(await viewer.picture()).toEqual(before);
				await viewer.panel("person");
				await viewer.type("Seed", 3);
				expect(await viewer.picture()).not.toEqual(before);
			});
		});

		describe("tools", () => {
			it("make a mesh that glTF's validator has no complaint about, and show it", async () => {
				const viewer = await site.show();
				await viewer.page.getByRole("radio", { name: "Mesh" }).check({ force: true });
				await viewer.page.getByText(/^[\d,]+ triangles at level/).waitFor();
				await viewer.page.getByRole("radio", { name: "64", exact: true }).check({ force: true });
				await viewer.page.locator(".mesh canvas").waitFor();
				expect(viewer.link()).toBe("seed=24&yaw=-18&show=mesh");
				const download = viewer.page.waitForEvent("download");
				await viewer.page.getByRole("button", { name: "Save GLB" }).click();
				expect((await download).suggestedFilename()).toBe("heads-seed24-mesh.glb");
				const bytes = readFileSync(await (await download).path());
				const report = await validateBytes(new Uint8Array(bytes));
				expect(report.issues).toMatchObject({ numErrors: 0, numWarnings: 0 });
				expect(report.info.totalTriangleCount).toBeGreaterThan(100);
			});

			it("show the ray under the cursor, a cut through the volume, and a channel of the planes", async () => {
				const viewer = await site.show();
				await viewer.panel("ray");
				await viewer.page.locator("canvas.picture").click({ position: { x: 150, y: 150 } });
				await viewer.page.getByRole("img", { name: /^weight along the ray/ }).waitFor();
				const facts = await viewer.page.locator("#panel-ray .facts").innerText();
				await viewer.page.getByRole("radio", { name: "Slices" }).check({ force: true });
				await viewer.page.getByRole("img", { name: "sigma on the cut" }).waitFor();
				await viewer.page.getByRole("radio", { name: "Layers" }).check({ force: true });
				await viewer.page.getByRole("img", { name: /^The channel/ }).waitFor();
				await viewer.page.getByLabel("Tensor", { exact: true }).selectOption("b8: features, 8²");
				await viewer.page.locator("#panel-layers .facts", { hasText: "8 × 8" }).waitFor();
				expect(facts).toMatch(/Opacity\s+[01]\.\d+/);
				expect(facts).toContain("(held)");
			});

			it("save principal directions and open them again, with the same effect", async () => {
				const viewer = await site.show();
				await viewer.panel("latent");
				const pc1 = viewer.page.getByLabel(/^pc1 .*, value$/);
				await pc1.fill("3");
				await pc1.press("Tab");
				const moved = await viewer.picture();
				const download = viewer.page.waitForEvent("download");
				await viewer.page.getByRole("button", { name: "Save these" }).click();
				const path = await (await download).path();
				await viewer.page.getByLabel("Open saved ones").setInputFiles({
					name: "mine.safetensors",
					mimeType: "application/octet-stream",
					buffer: readFileSync(path),
				});
				await viewer.page.getByText("Of mine.safetensors.").waitFor();
				expect(await viewer.picture()).not.toEqual(moved);
				await viewer.type("pc1, value", 3);
				expect(await viewer.picture()).toEqual(moved);
			});

			it("record a turning head as MP4", async () => {
				const viewer = await site.show("show=raw");
				await viewer.panel("video");
				await viewer.type("Seconds, value", 1);
				await viewer.type("Frames per second, value", 10);
				const download = viewer.page.waitForEvent("download");
				await viewer.page.getByRole("button", { name: "Record MP4" }).click();
				const bytes = readFileSync(await (await download).path());
				expect(bytes.subarray(4, 8).toString("latin1")).toBe("ftyp");
				expect(bytes.length).toBeGreaterThan(2_000);
			});
		});

		it("has complained of nothing in all these tests", () => {
			expect(site.complaints).toEqual([]);
		});
	}),
);

async function bothSettled(page: Page): Promise<void> {
	// One frame, so that a change that was just made is on its way.
	await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
	for (const index of [0, 1]) await page.locator('.pane[data-settled="true"]').nth(index).waitFor();
}
