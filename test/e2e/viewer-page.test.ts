/** The page of the viewer as a whole: first sight, map, views, accessibility, narrow screens. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { PANEL_IDS } from "../../viewer/src/tools/panel-ids.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { describeIf } from "../skip.ts";
import { isBuilt, useViewerSite } from "./viewer-site.ts";

const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

interface AxeReport {
	readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
}

describeIf(isBuilt, "dist/viewer is not there: npm run build:viewer", "the page of the viewer", () =>
	describeInChromium("in Chromium", () => {
		const site = useViewerSite();

		it.each(["light", "dark"] as const)("has no serious complaint of axe, all panels open, %s", async (scheme) => {
			const viewer = await site.show();
			const { page } = viewer;
			await page.emulateMedia({ colorScheme: scheme });
			for (const panel of PANEL_IDS.filter((id) => id !== "network")) await viewer.panel(panel);
			await page.evaluate(`${readFileSync(AXE, "utf8")}; undefined`);
			for (const [group, tab] of Object.entries({
				person: "Picture",
				view: "Mesh",
				inspect: "Slices",
				export: "Layers",
			})) {
				await page.getByRole("radio", { name: tab, exact: true }).check({ force: true });
				await page.locator(`#group-${group}`).click();
				await viewer.settle();
				const { violations } = await page.evaluate<AxeReport>("axe.run()");
				const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
				const said = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
				expect(said, `${group}, ${tab}`).toEqual([]);
			}
		});

		it("shows seeds as small pictures that can be clicked on", async () => {
			const viewer = await site.show("seed=102");
			await viewer.panel("person");
			await viewer.page.locator(".seed-map .on-picture", { hasText: /^103$/ }).click();
			await viewer.settle();
			expect(viewer.link()).toBe("seed=103");
		});

		it("sways at first, and stands still once it is touched, with nothing to undo", async () => {
			await using viewer = await site.open();
			const { page } = viewer;
			await page.emulateMedia({ reducedMotion: "no-preference" });
			await page.reload();
			await page.waitForSelector('.pane[data-settled="true"]');
			await page.waitForSelector('.pane[data-settled="false"]');
			await page.mouse.click(4, 4);
			await viewer.settle();
			const picture = await viewer.picture();
			await page.waitForTimeout(500);
			expect(await viewer.picture()).toEqual(picture);
			expect(await page.getByRole("button", { name: /^Undo/ }).isDisabled()).toBe(true);
		});

		it("goes to views from the drawing of the box", async () => {
			const viewer = await site.show();
			await viewer.page.getByRole("button", { name: "See the profile, left" }).click();
			await viewer.settle();
			expect(viewer.link()).toBe("seed=24&yaw=-90");
		});

		it("is not wider than a narrow phone", async () => {
			await using viewer = await site.open("", { width: 360, height: 740 });
			for (const panel of PANEL_IDS.filter((id) => id !== "network")) await viewer.panel(panel);
			expect(await viewer.page.evaluate("document.documentElement.scrollWidth")).toBe(360);
		});

		it("has complained of nothing", () => {
			expect(site.complaints).toEqual([]);
		});
	}),
);
