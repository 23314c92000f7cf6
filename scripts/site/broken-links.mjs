/** Follows every link of a folder of HTML pages and styles, as a browser would at a static host under a subpath. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { parseHTML } from "linkedom";

/** @typedef {{ targets: string[], anchors: Set<string> }} Document  what a file links to, as written, and its ids */
/** @typedef {Map<string, Document>} Documents  by address: the path from the site's root */

const REFERENCES = ["href", "src", "poster"];

/**
 * @param {string} folder  of the site
 * @returns {string[]} what is wrong, a sentence each; empty where every link resolves
 */
export function brokenLinks(folder) {
	/** @type {Documents} */
	const documents = new Map();
	for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
		const address = name.replaceAll("\\", "/");
		if (address.endsWith(".html")) documents.set(address, readPage(join(folder, name)));
		if (address.endsWith(".css")) documents.set(address, readStyle(join(folder, name)));
	}
	return [...documents].flatMap(([address, { targets }]) =>
		targets.flatMap((target) => {
			const complaint = complaintOf(folder, documents, address, target);
			return complaint === null ? [] : [`${address}: '${target}' ${complaint}`];
		}),
	);
}

/** @param {string} path @returns {Document} */
function readPage(path) {
	// pictures inside a page are long, and lead nowhere
	const text = readFileSync(path, "utf8").replaceAll(/(["'(])data:[^"')]*/g, "$1data:");
	const { document } = parseHTML(text);
	const targets = REFERENCES.flatMap((name) =>
		[...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ""),
	);
	const anchors = new Set([...document.querySelectorAll("[id]")].map(({ id }) => id));
	return { targets, anchors };
}

/** @param {string} path @returns {Document} */
function readStyle(path) {
	const addresses = readFileSync(path, "utf8").matchAll(/url\(\s*["']?([^"')]+)/g);
	return { targets: Array.from(addresses, ([, target = ""]) => target), anchors: new Set() };
}

/**
 * @param {string} folder
 * @param {Documents} documents
 * @param {string} from  address
 * @param {string} target  as written
 * @returns {string | null} what is wrong with it
 */
function complaintOf(folder, documents, from, target) {
	if (/^[a-z][a-z+.-]*:/i.test(target)) return null;
	if (target.startsWith("/")) return "begins at the root of the host, and the site may lie below it";
	const [path = "", anchor = ""] = target.split("#");
	const [file = ""] = decodeURI(path).split("?");
	const address = file === "" ? from : addressBehind(folder, posix.join(posix.dirname(from), file));
	if (address.startsWith("..")) return "leads out of the site";
	if (!isFile(join(folder, address))) return "leads nowhere";
	const isThere = anchor === "" || documents.get(address)?.anchors.has(decodeURIComponent(anchor)) === true;
	return isThere ? null : "names a place that the page does not have";
}

/**
 * Hosts answer for a folder with its page.
 * @param {string} folder
 * @param {string} address
 */
function addressBehind(folder, address) {
	const isFolder = statSync(join(folder, address), { throwIfNoEntry: false })?.isDirectory() === true;
	return isFolder ? posix.join(address, "index.html") : address;
}

/** @param {string} path */
function isFile(path) {
	return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
