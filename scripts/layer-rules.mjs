/** The rules of layers and rings, apart from files and pages: what `check-layers.mjs` applies. */

/**
 * @typedef {{ name: string, apart?: boolean, folders: Record<string, string> }} Layer
 * @typedef {{ files: string[], because: string }} KnownRing  types that know each other
 * @typedef {{ layers: Layer[], forbidden: { from: string, to: string, because: string }[], rings: KnownRing[] }} Table
 * @typedef {{ rank: number, layer: Layer, folder: string }} Place
 * @typedef {Map<string, import("./source-tree.mjs").Import[]>} ImportsByFile
 */

/**
 * Where in the table a file of `src` stands.
 * @param {Table} table
 * @param {string} file
 * @returns {Place | undefined}
 */
function placeOf(table, file) {
	for (const [rank, layer] of table.layers.entries()) {
		for (const folder of Object.keys(layer.folders)) {
			if (file === `src/${folder}` || file.startsWith(`src/${folder}/`)) return { rank, layer, folder };
		}
	}
	return undefined;
}

/**
 * Why a file at `from` may not import one at `to`.
 * @param {Table} table
 * @param {Place} from
 * @param {Place} to
 * @returns {string | undefined}
 */
function objection(table, from, to) {
	if (to.rank > from.rank) return `${from.folder} (${from.layer.name}) is below ${to.folder} (${to.layer.name})`;
	if (to.rank === from.rank && to.folder !== from.folder && from.layer.apart) {
		return `${from.folder} and ${to.folder} are kept apart within ${from.layer.name}`;
	}
	const rule = table.forbidden.find((one) => one.from === from.folder && one.to === to.folder);
	return rule === undefined ? undefined : `${rule.from} may not import ${rule.to}: ${rule.because}`;
}

/**
 * Imports that go up, aside, or out of `src`, as `file:line: why`.
 * @param {Table} table
 * @param {ImportsByFile} imports
 * @returns {string[]}
 */
export function layerOffenders(table, imports) {
	/** @type {string[]} */
	const offenders = [];
	for (const [file, list] of imports) {
		const from = placeOf(table, file);
		if (from === undefined) {
			offenders.push(`${file}:1: its folder has no layer in scripts/layers.json`);
			continue;
		}
		for (const { target, specifier, line } of list) {
			if (target === undefined) continue;
			if (!target.startsWith("src/")) {
				offenders.push(`${file}:${line}: '${specifier}' is outside src`);
				continue;
			}
			const to = placeOf(table, target);
			const reason = to === undefined ? `'${specifier}' has no layer` : objection(table, from, to);
			if (reason !== undefined) offenders.push(`${file}:${line}: ${reason}`);
		}
	}
	return offenders;
}

/**
 * Imports of the viewer or the examples that reach past the public entries: `file:line: why`.
 * @param {string} folder
 * @param {ImportsByFile} imports
 * @returns {string[]}
 */
export function outsideOffenders(folder, imports) {
	return [...imports].flatMap(([file, list]) =>
		list
			.filter(({ target }) => target !== undefined && !target.startsWith(`${folder}/`))
			.map(({ specifier, line }) => `${file}:${line}: '${specifier}' is outside ${folder}: use the public entries`),
	);
}

/** Where the viewer's worker is at home: the library's code is loaded there, and the page stays small. */
const VIEWER_ENGINE = "viewer/src/engine/";

/**
 * Imports of the viewer that are not for browsers, or bring the library's code into the page: `file:line: why`.
 * @param {ImportsByFile} imports
 * @returns {string[]}
 */
export function viewerOffenders(imports) {
	/** @type {string[]} */
	const offenders = [];
	for (const [file, list] of imports) {
		for (const { specifier, typeOnly, line } of list) {
			const isLibrary = specifier === "triplane" || specifier.startsWith("triplane/");
			if (specifier === "triplane/node") {
				offenders.push(`${file}:${line}: '${specifier}' is not for browsers`);
			}
			if (isLibrary && !typeOnly && !file.startsWith(VIEWER_ENGINE)) {
				offenders.push(
					`${file}:${line}: '${specifier}' for its values: only ${VIEWER_ENGINE}, the worker, may load them`,
				);
			}
		}
	}
	return offenders;
}

/**
 * Groups of files that import one another in a ring, values or types, found by depth-first search; each ring is named once.
 * Types of a known ring may import each other.
 * @param {ImportsByFile} imports
 * @param {KnownRing[]} known
 * @returns {string[]}
 */
export function rings(imports, known = []) {
	/** @param {string} from @param {import("./source-tree.mjs").Import} to */
	const isKnown = (from, { target = "", typeOnly }) =>
		typeOnly && known.some(({ files }) => files.includes(from) && files.includes(target));
	/** @type {Set<string>} */
	const done = new Set();
	/** @type {string[]} */
	const found = [];
	/** @param {string} file @param {string[]} path */
	const visit = (file, path) => {
		const start = path.indexOf(file);
		if (start >= 0) {
			const ring = [...path.slice(start), file];
			const line = imports.get(path.at(-1) ?? file)?.find((one) => one.target === file)?.line;
			found.push(`${path.at(-1)}:${line}: ring of imports: ${ring.join(" → ")}`);
			return;
		}
		if (done.has(file)) return;
		for (const one of imports.get(file) ?? []) {
			if (one.target !== undefined && !isKnown(file, one)) visit(one.target, [...path, file]);
		}
		done.add(file);
	};
	for (const file of imports.keys()) visit(file, []);
	return found;
}

/**
 * The layer table as Markdown.
 * @param {Table} table
 */
export function markdown(table) {
	const rows = table.layers.flatMap(({ name, folders }) =>
		Object.entries(folders).map(([folder, what], index) => {
			const path = folder.endsWith(".ts") ? folder : `${folder}/`;
			return `| ${index === 0 ? name : ""} | \`${path}\` | ${what} |`;
		}),
	);
	const apart = table.layers
		.filter((layer) => layer.apart)
		.map(({ name, folders }) => `- Within ${name}, ${Object.keys(folders).join(", ")} do not import each other.`);
	const forbidden = table.forbidden.map(({ from, to, because }) => `- ${from} does not import ${to}: ${because}.`);
	const known = table.rings.map(
		({ files, because }) => `- Types of ${files.join(" and ")} know each other: ${because}.`,
	);
	return ["| layer | in `src` | what |", "|---|---|---|", ...rows, "", ...apart, ...forbidden, ...known].join("\n");
}
