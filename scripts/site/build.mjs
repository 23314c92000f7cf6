/** Puts the site together: the viewer with one network, the pages of examples, the text, the report. */

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "vite";
import { ROOT } from "../source-tree.mjs";
import { brokenLinks } from "./broken-links.mjs";
import { sitePages } from "./pages.mjs";

/** The network that the site shows. */
const NETWORK = "heads";
const REPORT = "docs/report.html";
/** Its address in the site. */
const VIEWER = "viewer/index.html";
/** GitHub Pages leaves out what Jekyll does not know, unless this file is there. It also says whose folder it is. */
const MARK = ".nojekyll";
const TYPE = ["inter-latin-400-normal.woff2", "inter-latin-600-normal.woff2"];

/** @typedef {{ name: string, url: string, encoder?: string }} ListedNetwork */

/**
 * Needs the built package and the built viewer. Throws where one is missing, and where a link of the site is broken.
 * @param {string} out  the folder; what is in it goes
 */
export async function buildSite(out) {
	if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, MARK)))
		throw new Error(`build-site: ${out} has files, and no site: choose another --out`);
	rmSync(out, { recursive: true, force: true });
	write(join(out, MARK), "");
	copyViewer(join(out, "viewer"));
	await buildExamples(join(out, "examples"));
	writePages(out);
	const broken = brokenLinks(out);
	if (broken.length > 0) throw new Error(`build-site: ${broken.length} links are broken:\n${broken.join("\n")}`);
}

/** @param {string} path  from the root @param {string} command  that makes it */
function need(path, command) {
	const absolute = join(ROOT, path);
	if (!existsSync(absolute)) throw new Error(`build-site: ${path} is missing: ${command}`);
	return absolute;
}

/**
 * The viewer as it was built, but for the other networks.
 * @param {string} out
 */
function copyViewer(out) {
	const viewer = dirname(need("dist/viewer/index.html", "npm run build:viewer"));
	/** @type {{ networks: ListedNetwork[] }} */
	const list = JSON.parse(readFileSync(join(viewer, "networks", "index.json"), "utf8"));
	const [kept, others] = [
		list.networks.filter(({ name }) => name === NETWORK),
		list.networks.filter(({ name }) => name !== NETWORK),
	];
	if (kept.length === 0)
		throw new Error(`build-site: the built viewer has no network '${NETWORK}': npm run build:viewer`);
	const unwanted = new Set(others.flatMap(({ url, encoder }) => [url, encoder ?? url]).map((one) => join(viewer, one)));
	cpSync(viewer, out, { recursive: true, filter: (path) => !unwanted.has(path) });
	writeFileSync(join(out, "networks", "index.json"), JSON.stringify({ networks: kept }));
}

/** @param {string} out */
async function buildExamples(out) {
	need("dist/index.js", "npm run build");
	const configFile = join(ROOT, "examples", "vite.config.ts");
	await build({ configFile, logLevel: "error", build: { outDir: out } });
}

/** @param {string} out */
function writePages(out) {
	const examples = { title: "Examples", address: "examples/README.html" };
	const report = existsSync(join(ROOT, REPORT)) ? [{ title: "Report", address: REPORT }] : [];
	const bar = [
		{ title: "Triplane", address: "index.html" },
		{ title: "Viewer", address: VIEWER },
		...[examples, ...report],
		{ title: "Documentation", address: "index.html#documentation" },
	];
	const leads = {
		"README.md": [{ title: "Open the viewer", address: VIEWER }, examples, ...report],
		"examples/README.md": [
			{ title: "A person that turns", address: "examples/turntable/index.html" },
			{ title: "A mesh in three.js", address: "examples/mesh-in-three/index.html" },
		],
	};
	for (const { address, content } of sitePages(ROOT, { bar, leads })) write(join(out, address), content);
	for (const file of TYPE) {
		write(join(out, "type", file), readFileSync(join(ROOT, "node_modules/@fontsource/inter/files", file)));
	}
	write(join(out, "site.css"), readFileSync(join(import.meta.dirname, "site.css")));
}

/** @param {string} path @param {string | Buffer} content */
function write(path, content) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content);
}
