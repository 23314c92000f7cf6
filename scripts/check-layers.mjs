/**
 * Checks that no file imports a layer above its own, that folders kept apart stay so, that the viewer and the examples use
 * the public entries only, and that no imports form a ring but those that the table gives a reason for.
 * The table is `scripts/layers.json`; tests are free to import what they test with.
 *
 *     node scripts/check-layers.mjs            # also checks that the table in ARCHITECTURE.md is current
 *     node scripts/check-layers.mjs --write    # writes it there
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { layerOffenders, markdown, outsideOffenders, rings, viewerOffenders } from "./layer-rules.mjs";
import { filesBelow, importsOf, ROOT } from "./source-tree.mjs";

const PAGE = "ARCHITECTURE.md";
const BEGIN = "<!-- layers: written by `node scripts/check-layers.mjs --write` -->";
const END = "<!-- /layers -->";

/** @type {import("./layer-rules.mjs").Table} */
const table = JSON.parse(readFileSync(new URL("layers.json", import.meta.url), "utf8"));

/**
 * Brings the page up to date, or complains that it is not.
 * @param {boolean} write
 * @returns {string[]}
 */
function checkPage(write) {
	const path = join(ROOT, PAGE);
	const page = readFileSync(path, "utf8");
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (begin < 0 || end < begin) return [`${PAGE}:1: the markers of the layer table are missing`];
	const written = markdown(table);
	const current = `${page.slice(0, begin)}${BEGIN}\n${written}\n${page.slice(end)}`;
	if (current === page) return [];
	if (!write) return [`${PAGE}:1: the layer table is out of date: node scripts/check-layers.mjs --write`];
	writeFileSync(path, current);
	return [];
}

/**
 * Folders of the table that are not there.
 * @param {import("./layer-rules.mjs").Table} table
 */
function missingFolders({ layers }) {
	const folders = layers.flatMap(({ folders: some }) => Object.keys(some));
	return folders
		.filter((folder) => !existsSync(join(ROOT, "src", folder)))
		.map((folder) => `scripts/layers.json:1: src/${folder} does not exist`);
}

/**
 * @param {string} folder
 * @returns {import("./layer-rules.mjs").ImportsByFile}
 */
const importsBelow = (folder) =>
	new Map(filesBelow(folder, /(?<!\.test)\.(ts|mjs)$/).map((file) => [file, importsOf(file)]));

const imports = importsBelow("src");
const viewer = importsBelow("viewer/src");
const examples = importsBelow("examples");
const offenders = [
	...layerOffenders(table, imports),
	...missingFolders(table),
	...rings(imports, table.rings),
	...viewerOffenders(viewer),
	...outsideOffenders("viewer/src", viewer),
	...outsideOffenders("examples", examples),
	...rings(viewer),
	...checkPage(process.argv.includes("--write")),
];
for (const offender of offenders) console.error(offender);
const all = [...imports.values(), ...viewer.values(), ...examples.values()];
console.log(`${all.length} files, ${all.flat().length} imports, ${offenders.length} offenders`);
process.exitCode = offenders.length === 0 ? 0 : 1;
