/**
 * Writes THIRD-PARTY-NOTICES.md: every package that ours installs or that goes into the viewer's bundles, with its licence,
 * where its source is, and the licence's text. With `--check` only compares. A licence that is not on the list fails, so
 * that nothing comes in unseen.
 *
 *     node scripts/generate-notices.mjs [--check]
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, importsOf, ROOT } from "./source-tree.mjs";

const PAGE = "THIRD-PARTY-NOTICES.md";

/** Licences that the package may carry along, as package.json files name them. */
const ALLOWED = new Set([
	...["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Unlicense", "OFL-1.1", "MPL-2.0"],
	...["LGPL-3.0-or-later", "(MIT OR CC0-1.0)", "Apache-2.0 AND LGPL-3.0-or-later"],
	"Apache-2.0 AND LGPL-3.0-or-later AND MIT",
]);

/** What packages hold of others that their package.json does not say. @type {Readonly<Record<string, string>>} */
const HOLDS = {
	"h264-mp4-encoder":
		"Compiled into it: minih264 (public domain, https://github.com/lieff/minih264) and libmp4v2 (MPL-1.1, https://github.com/sergiomb2/libmp4v2), whose source is there.",
	"onnxruntime-node":
		"Holds ONNX Runtime's own library (MIT, https://github.com/microsoft/onnxruntime) with the parts that its ThirdPartyNotices.txt lists.",
	"onnxruntime-web":
		"Holds ONNX Runtime compiled to WebAssembly (MIT, https://github.com/microsoft/onnxruntime) with the parts that its ThirdPartyNotices.txt lists.",
	"@napi-rs/canvas": "Its binaries hold Skia (BSD-3-Clause, https://skia.org).",
	sharp:
		"The `@img/sharp-libvips-*` packages hold libvips (LGPL-3.0-or-later, https://github.com/libvips/libvips) as a library of its own, which you may replace; their README lists what is linked into it. Source and build: https://github.com/lovell/sharp-libvips.",
	mediabunny: "Under MPL-2.0: its files are used unchanged, and their source is at the address above.",
};

/** Files of others in assets; their licences' texts are below, with packages of the same licences. */
const MODELS =
	"`assets/face` holds models of MediaPipe (Google, Apache-2.0, https://github.com/google-ai-edge/mediapipe) as `@vladmandic/human` 3.3.6 " +
	"(Copyright (c) Vladimir Mandic, MIT, https://github.com/vladmandic/human) and `@mediapipe/face_mesh` 0.4.1657299874 (Apache-2.0) " +
	"have them. [assets/face/README.md](assets/face/README.md) says which. The text of Apache-2.0 is that of [LICENSE](LICENSE).";

/** Where the source of platform packages is: on one machine only some of them are there to be asked. */
const OPTIONAL_SOURCES = [
	["@img/sharp-libvips-", "https://github.com/lovell/sharp-libvips"],
	["@img/sharp-", "https://github.com/lovell/sharp"],
	["@napi-rs/canvas-", "https://github.com/Brooooooklyn/canvas"],
	["@emnapi/", "https://github.com/toyobayashi/emnapi"],
	["tslib", "https://github.com/microsoft/tslib"],
];

/** @typedef {{ version: string, license?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Locked */

/** @type {Record<string, Locked>} */
const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;

/** Packages that the viewer's own sources name. */
function viewerRoots() {
	const specifiers = filesBelow("viewer/src", /\.ts$/).flatMap((file) =>
		importsOf(file).map(({ specifier }) => specifier),
	);
	const names = specifiers.filter((name) => !/^(\.|node:|triplane|vite)/.test(name)).map(packageOf);
	return new Set(names.filter((name) => lock[`node_modules/${name}`] && name !== "vitest" && name !== "happy-dom"));
}

/** "lit" of "lit/directives/ref.js". @param {string} specifier */
function packageOf(specifier) {
	return specifier
		.split("/")
		.slice(0, specifier.startsWith("@") ? 2 : 1)
		.join("/");
}

/** Packages that some others need, those included, by their places in node_modules. @param {Iterable<string>} roots */
function closure(roots) {
	/** @type {Map<string, Locked>} */
	const found = new Map();
	const waiting = [...roots].map((name) => `node_modules/${name}`);
	for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
		const entry = lock[place];
		if (!entry || found.has(place)) continue;
		found.set(place, entry);
		for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
			const inner = `${place}/node_modules/${name}`;
			waiting.push(lock[inner] ? inner : `node_modules/${name}`);
		}
	}
	return found;
}

/** @typedef {{ name: string, version: string, license: string, source: string, text: string }} Notice */

/** @param {string} place @param {Locked} entry @returns {Notice} */
function noticeOf(place, entry) {
	const { version, license = "unknown" } = entry;
	const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
	// only some of the optional platform packages are on this machine: the page must be the same everywhere
	const elsewhere = sourceElsewhere(name, entry);
	if (elsewhere !== undefined) return { name, version, license, source: elsewhere, text: "" };
	const folder = join(ROOT, place);
	const file = existsSync(folder)
		? readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
		: undefined;
	return { name, version, license, source: sourceOf(folder, name), text: file ? textOf(join(folder, file)) : "" };
}

/** Where the source of a package is that only some machines install. @param {string} name @param {Locked} entry */
function sourceElsewhere(name, { optional, os, cpu }) {
	const source = optional ? OPTIONAL_SOURCES.find(([prefix = ""]) => name.startsWith(prefix))?.[1] : undefined;
	const isOurs = lock[""]?.optionalDependencies?.[name] !== undefined;
	if (!source && !isOurs && (os ?? cpu)) throw new Error(`${name}: say in OPTIONAL_SOURCES where its source is`);
	return source;
}

/** @param {string} folder @param {string} name */
function sourceOf(folder, name) {
	const path = join(folder, "package.json");
	const repository = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).repository : undefined;
	const url = typeof repository === "string" ? repository : repository?.url;
	const plain = url
		?.replace(/^git\+/, "")
		.replace(/\.git$/, "")
		.replace(/^(git|ssh):\/\/(git@)?/, "https://")
		.replace(/^github:/, "https://github.com/");
	if (plain === undefined) throw new Error(`${name}: its package.json does not say where its source is`);
	return /^https?:/.test(plain) ? plain : `https://github.com/${plain}`;
}

/** @param {string} path */
function textOf(path) {
	return readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
}

function notices() {
	const own = lock[""];
	const roots = Object.keys({ ...own?.dependencies, ...own?.optionalDependencies });
	const all = closure([...roots, ...viewerRoots()]);
	return Array.from(all, ([place, entry]) => noticeOf(place, entry)).sort(
		(a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)) || (a.version < b.version ? -1 : 1),
	);
}

/** @param {ReturnType<typeof notices>} list */
function markdown(list) {
	const rows = list.map(({ name, version, license, source }) => `| ${name} | ${version} | ${license} | ${source} |`);
	const held = Object.entries(HOLDS)
		.filter(([name]) => list.some((notice) => notice.name === name))
		.map(([name, what]) => `- **${name}**: ${what}`);
	/** @type {Map<string, string[]>} */
	const texts = new Map();
	for (const { name, version, text } of list) {
		if (text !== "") texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
	}
	const sections = [...texts].map(([text, names]) => `### ${names.join(", ")}\n\n~~~text\n${text}\n~~~`);
	return `# Third-party notices

Written by \`node scripts/generate-notices.mjs\`; do not edit.

The package installs these with npm, each under its own licence, and the viewer's bundles hold those that the page uses.
Platform packages are listed for all platforms; npm installs those of yours.

| package | version | licence | source |
| --- | --- | --- | --- |
${rows.join("\n")}

## What some of them hold

${held.join("\n")}

## Models that come with the package

${MODELS}

## Texts of the licences

${sections.join("\n\n")}
`;
}

const list = notices();
const unknown = list.filter(({ license }) => !ALLOWED.has(license));
const path = join(ROOT, PAGE);
const page = markdown(list);
const isCurrent = existsSync(path) && readFileSync(path, "utf8") === page;
if (unknown.length > 0) {
	for (const { name, license } of unknown)
		console.error(`${name}: its licence, '${license}', is not on the list of ${PAGE}`);
	process.exitCode = 1;
} else if (!process.argv.includes("--check")) {
	writeFileSync(path, page);
	console.log(`${PAGE}: ${isCurrent ? "unchanged" : "written"}, ${list.length} packages`);
} else if (isCurrent) console.log(`${PAGE}: current`);
else {
	console.error(`${PAGE} is not what package-lock.json says: node scripts/generate-notices.mjs`);
	process.exitCode = 1;
}
