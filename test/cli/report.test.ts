import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { chromiumExecutable, chromiumFlags, describeInChromium } from "../browser/chromium.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();
const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
/** Of the words in plots as they are drawn on the screen, pixels. */
const SMALLEST_LETTERS = `Math.min(...[...document.querySelectorAll(".plot svg")].flatMap((svg) => {
	const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
	return scale === 0 ? [] : [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
}))`;
const SMALL = ["--nrr", "8", "--sample-mult", "0.25", "--shape-res", "16", "--people", "4", "--stat-seeds", "0-4"];

const verdict = z.enum(["shown", "contradicted", "not shown", "not tested"]);
const finding = z.object({
	...{ about: z.string(), quantity: z.string().min(1), value: z.string().nullable(), basis: z.string() },
	...{ note: z.string(), verdict },
});
const claim = z.object({
	...{ id: z.string(), title: z.string().min(1), said: z.string(), rule: z.string() },
	findings: z.array(finding).min(1),
});
const claimsFile = z.object({
	command: z.string(),
	chapters: z.array(z.object({ title: z.string(), claims: z.array(claim).min(1) })),
});

const folder = join(program.folder, "report");
let page = "";

beforeAll(async () => {
	const args = ["report", "--networks", "untrained", "--seeds", "1", "--quick", ...SMALL, "--out", folder, "--quiet"];
	const { code, stderr } = await program.run(args);
	expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
	page = readFileSync(join(folder, "index.html"), "utf8");
});

describe("triplane report", () => {
	it("weighs every claim, and says of one network what needs two", () => {
		const { chapters } = claimsFile.parse(JSON.parse(readFileSync(join(folder, "claims.json"), "utf8")));
		const claims = new Map(chapters.flatMap((chapter) => chapter.claims.map((one) => [one.id, one.findings[0]])));
		expect(chapters).toHaveLength(5);
		expect(claims.get("rebalanced-mends")).toMatchObject({ verdict: "not tested" });
		expect(claims.get("gaze-cause")?.verdict).toBe("not tested");
		expect(claims.get("two-to-the-512")?.verdict).toBe("contradicted");
		expect(claims.get("panels-are-channels")?.verdict).toBe("contradicted");
		expect(claims.get("heads-have-shapes")?.verdict).toBe("shown");
		// random weights have no eyes
		expect(claims.get("eyes-follow")).toMatchObject({ about: "untrained", verdict: "not tested" });
	});

	it("writes a page that holds everything and loads nothing", () => {
		expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
		expect(page).not.toMatch(/url\((?!data:)|@import|<link (?!rel="icon" href="data:,">)/);
		const captions = [...page.matchAll(/<b>Figure (\d+)\.<\/b>/g)].map(([, number]) => Number(number));
		expect(captions.length).toBeGreaterThan(10);
		expect(captions).toEqual(captions.map((_, index) => index + 1));
		for (const [, target = ""] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${target}"`);
	});

	it("says beside the verdicts what networks these are, and shows no picture twice", () => {
		const caution = page.indexOf("This network is small and synthetic");
		expect(caution).toBeGreaterThan(page.indexOf('id="verdicts"'));
		expect(caution).toBeLessThan(page.indexOf('<table class="claims"'));
		const pictures = [...page.matchAll(/<img src="([^"]+)"/g)].map(([, uri]) => uri);
		expect(pictures.length).toBeGreaterThan(10);
		expect(new Set(pictures).size).toBe(pictures.length);
	});

	it("names commands that make the same again, with their records inside", async () => {
		const [, command = ""] = /<div class="run" id="run-volume-untrained"><pre[^>]*>triplane ([^<]+)</.exec(page) ?? [];
		const again = join(program.folder, "again");
		const args = command.split(" ").map((arg) => (arg === join(folder, "volume-untrained") ? again : arg));
		const { code } = await program.run([...args, "--quiet"]);
		expect(code).toBe(0);
		const [, record = ""] =
			/download="volume-0001.json.gz" href="data:application\/gzip;base64,([^"]+)"/.exec(page) ?? [];
		const inside = JSON.parse(gunzipSync(Buffer.from(record, "base64")).toString("utf8"));
		expect(JSON.parse(readFileSync(join(again, "volume-0001.json"), "utf8")).result).toEqual(inside.result);
	});

	it("refuses what cannot be compared", async () => {
		const run = (networks: string): ReturnType<typeof program.run> =>
			program.run(["report", "--networks", networks, "--differ", "poses", "--out", join(program.folder, "no")]);
		expect(await run("untrained")).toMatchObject({ code: 2, stderr: expect.stringContaining("is about two networks") });
		expect(await run("untrained,untrained")).toMatchObject({
			code: 2,
			stderr: expect.stringContaining("was given twice"),
		});
	});
});

describeInChromium("the report's page", () => {
	it("turns its meshes without a network, fits phones, and passes the accessibility checks", async () => {
		const executablePath = chromiumExecutable() ?? "";
		const browser = await chromium.launch({
			executablePath,
			args: [...chromiumFlags(), "--enable-unsafe-swiftshader"],
		});
		try {
			const context = await browser.newContext({ viewport: { width: 360, height: 800 }, offline: true });
			const tab = await context.newPage();
			const faults: string[] = [];
			tab.on("pageerror", (error) => faults.push(error.message));
			tab.on("requestfailed", (request) => faults.push(request.url().slice(0, 80)));
			await tab.goto(pathToFileURL(join(folder, "index.html")).href);
			await tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })");
			expect(await tab.evaluate(SMALLEST_LETTERS)).toBeGreaterThanOrEqual(11);
			expect(await tab.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
			const canvas = tab.locator("#shapes .mesh canvas").first();
			await tab.locator("#shapes .mesh").first().scrollIntoViewIfNeeded();
			await canvas.waitFor({ state: "visible" });
			const before = await canvas.screenshot();
			await canvas.focus();
			for (let i = 0; i < 4; i++) await tab.keyboard.press("ArrowLeft");
			await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
			await tab.addScriptTag({ path: AXE });
			const violations = await tab.evaluate(
				"axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 120)))",
			);
			expect({ violations, faults }).toEqual({ violations: [], faults: [] });
		} finally {
			await browser.close();
		}
	});
});
