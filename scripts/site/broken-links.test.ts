import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { brokenLinks } from "./broken-links.mjs";

const folder = mkdtempSync(join(tmpdir(), "triplane-links-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The faults of a site of these files. */
function faultsOf(name: string, files: Readonly<Record<string, string>>): string[] {
	const site = join(folder, name);
	for (const [address, content] of Object.entries(files)) {
		mkdirSync(dirname(join(site, address)), { recursive: true });
		writeFileSync(join(site, address), content);
	}
	return brokenLinks(site);
}

const GOOD = {
	"index.html": `<a href="docs/web.html#in-a-page">Web</a> <a href="#here" id="here"></a> <a href="viewer/">Viewer</a>
		<a href="https://elsewhere.example/x">elsewhere</a> <img src="data:image/png;base64,AA=='"><a href="docs/web.html?a=1">Web</a>`,
	"docs/web.html": '<h2 id="in-a-page"></h2><a href="../index.html">up</a><link rel="stylesheet" href="../site.css">',
	"site.css": '@font-face { src: url("type/a%20b.woff2") } i { background: url(data:,) }',
	"type/a b.woff2": "",
	"viewer/index.html": "<p>viewer</p>",
};

it("finds nothing wrong where all links resolve", () => {
	expect(faultsOf("good", GOOD)).toEqual([]);
});

it.each([
	["a page that is not there", "docs/web.html", '<a href="gone.html">x</a>', "'gone.html' leads nowhere"],
	["a picture that is not there", "docs/web.html", '<img src="../gone.webp">', "'../gone.webp' leads nowhere"],
	["a script that is not there", "viewer/index.html", '<script src="./gone.js"></script>', "'./gone.js' leads nowhere"],
	["a folder without a page", "index.html", '<a href="type/">x</a>', "'type/' leads nowhere"],
	[
		"a place that is not there",
		"index.html",
		'<a href="docs/web.html#gone">x</a>',
		"'docs/web.html#gone' names a place",
	],
	["a place on the page itself", "index.html", '<a href="#gone">x</a>', "'#gone' names a place"],
	["the host's root", "docs/web.html", '<a href="/site.css">x</a>', "'/site.css' begins at the root of the host"],
	["what lies outside", "index.html", '<a href="../secret.html">x</a>', "'../secret.html' leads out of the site"],
	["a file of a style that is not there", "site.css", "i { src: url(gone.woff2) }", "'gone.woff2' leads nowhere"],
])("names links to %s", (name, address, content, fault) => {
	const anchor = '<i id="in-a-page"></i>';
	const text = address.endsWith(".html") ? anchor + content : content;
	expect(faultsOf(name.replaceAll(/\W/g, "-"), { ...GOOD, [address]: text })).toEqual([
		expect.stringContaining(`${address}: ${fault}`),
	]);
});
