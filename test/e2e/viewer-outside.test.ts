/** What comes from outside and means no good, in the built viewer: files made to exhaust memory, links of others. */

import { expect, it } from "vitest";
import { describeInChromium } from "../browser/chromium.ts";
import { describeIf } from "../skip.ts";
import * as built from "../support/built-files.ts";
import { drop, isBuilt, useViewerSite } from "./viewer-site.ts";

describeIf(isBuilt, "dist/viewer is not there: npm run build:viewer", "networks from outside", () =>
	describeInChromium("in Chromium", () => {
		const site = useViewerSite();

		it.each([
			["copies", built.copies("list", 20_000, 60_000), "REDUCE: reading on would take more than"],
			["keys", built.numberKeys(built.collidingDoubles(20_000), "set"), "FROZENSET: reading on would take more than"],
			["description", built.described("{}", 300_000), "JSON of 300004 objects and lists"],
		])("that are made to exhaust memory are refused, and the page lives: %s", async (name, bytes, message) => {
			const viewer = await site.show();
			const before = await viewer.picture();
			await drop(viewer.page, `${name}.pkl`, bytes);
			const alert = viewer.page.getByRole("alert").filter({ hasText: `${name}.pkl was not opened: ` });
			await alert.waitFor();
			await alert.getByText("Details").click();
			expect(await alert.innerText()).toContain(message);
			expect(await viewer.picture()).toEqual(before);
		});

		it("that a link names are not fetched unasked", async () => {
			await using viewer = await site.open();
			const asked: string[] = [];
			viewer.page.on("dialog", (dialog) => {
				asked.push(dialog.message());
				void dialog.dismiss();
			});
			const requests: string[] = [];
			viewer.page.on("request", (request) => requests.push(request.url()));
			const address = "https://elsewhere.invalid/net.pkl";
			await viewer.page.evaluate(`location.hash = "network=url:${address}"`);
			await viewer.page.getByText("was not fetched, since you said no").first().waitFor();
			expect(asked).toEqual([expect.stringContaining(`opens a network from elsewhere.invalid:\n\n${address}`)]);
			expect(requests.filter((url) => url.startsWith("https:"))).toEqual([]);
		});
	}),
);
