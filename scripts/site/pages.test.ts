import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { addressOf, sitePages } from "./pages.mjs";

const root = mkdtempSync(join(tmpdir(), "triplane-pages-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const VIEWER = { title: "Viewer", address: "viewer/index.html" };
const SURROUNDINGS = {
	bar: [{ title: "Triplane", address: "index.html" }, VIEWER],
	leads: { "examples/README.md": [VIEWER] },
};

/** The pages of a repository of these files, by address. */
function pagesOf(files: Readonly<Record<string, string>>): Map<string, string> {
	rmSync(root, { recursive: true, force: true });
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
	}
	const pages = sitePages(root, SURROUNDINGS);
	const byAddress = new Map(pages.map(({ address, content }) => [address, content.toString()]));
	expect(byAddress.size, "each page once").toBe(pages.length);
	return byAddress;
}

it("holds what can be reached from README.md, and nothing else", () => {
	const pages = pagesOf({
		"README.md":
			"# Triplane\n[web](docs/web.md) [licence](LICENSE) [web again](docs/web.md) ![turning](docs/turning.webp)",
		"docs/web.md": "# Web\n[deeper](deep/more.md)",
		"docs/deep/more.md": "# More\n[back](../../README.md) [report](../report.html)",
		"docs/report.html": "<p>report</p>",
		"docs/turning.webp": "picture",
		"docs/draft.md": "# Nobody links here",
		LICENSE: "a < b",
	});
	expect([...pages.keys()].sort()).toEqual([
		...["LICENSE.html", "docs/deep/more.html", "docs/report.html", "docs/turning.webp", "docs/web.html", "index.html"],
	]);
	expect(pages.get("docs/report.html")).toBe("<p>report</p>");
	expect(pages.get("LICENSE.html")).toContain("<pre><code>a &lt; b</code></pre>");
});

it("turns links between files into links between pages, from where each page lies", () => {
	const pages = pagesOf({
		"README.md": "# Triplane\n[a](docs/a.md#the-end) [out](https://example.org/x.md) [here](#triplane)",
		"docs/a.md": '# A\n[up](../README.md) [code](../examples/mesh.mjs) <a href="b.md">b</a>\n\n## The end',
		"docs/b.md": "# B",
		"examples/mesh.mjs": "run();",
	});
	const [first, a] = [pages.get("index.html"), pages.get("docs/a.html")];
	for (const link of ["docs/a.html#the-end", "https://example.org/x.md", "#triplane"])
		expect(first).toContain(`href="${link}"`);
	for (const link of ["../index.html", "../examples/mesh.mjs.html", "b.html", "../viewer/index.html", "../site.css"])
		expect(a).toContain(`href="${link}"`);
	expect(a).toContain('<h2 id="the-end">The end</h2>');
	expect(a).toContain("<title>A · Triplane</title>");
});

it("gives headings of equal text different anchors", () => {
	const page = pagesOf({ "README.md": "# Triplane\n## Use `it`\n## Use it" }).get("index.html");
	expect(page).toContain('<h2 id="use-it">Use <code>it</code></h2>');
	expect(page).toContain('<h2 id="use-it-1">Use it</h2>');
});

it("puts what belongs to a page below its heading, and nothing on others", () => {
	const pages = pagesOf({
		"README.md": "# Triplane\n[e](examples/README.md)",
		"examples/README.md": "# Examples\ntext",
	});
	const lead = '</h1><p class="lead"><a href="../viewer/index.html">Viewer</a></p>';
	expect(pages.get("examples/README.html")).toContain(lead);
	expect(pages.get("index.html")).not.toContain("lead");
});

it("refuses a link to what is not there, and says on which page it is", () => {
	expect(() => pagesOf({ "README.md": "# Triplane\n[gone](docs/gone.md)" })).toThrow(
		"build-site: README.md links to docs/gone.md, which is no file: mend the link, or add the file",
	);
});

it("keeps addresses of pictures and pages, and shows other files as text", () => {
	expect(["docs/a.md", "docs/a.svg", "docs/report.html", "LICENSE"].map(addressOf)).toEqual([
		...["docs/a.html", "docs/a.svg", "docs/report.html", "LICENSE.html"],
	]);
});
