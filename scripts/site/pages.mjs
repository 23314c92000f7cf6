/**
 * The text of the site: README.md, and all that can be reached from it by relative links. Markdown becomes HTML, pictures
 * and HTML pages are copied, other files are shown as text. Links follow: all are relative, and lead to something.
 */

import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, posix } from "node:path";
import { parseHTML } from "linkedom";
// @ts-expect-error it has no types
import MarkdownIt from "markdown-it";
import { headingAnchor } from "../heading-anchor.mjs";
import { escapeHtml, htmlPage, linkBetween } from "./page-template.mjs";

/** @typedef {import("./page-template.mjs").Place} Place */
/** @typedef {{ address: string, content: string | Buffer }} SiteFile */
/**
 * @typedef {object} Surroundings
 * @property {readonly Place[]} bar  at the top of each page
 * @property {Readonly<Record<string, readonly Place[]>>} leads  below the first heading of a page, by its path
 */

const START = "README.md";
/** Files that browsers show by themselves. */
const COPIED = new Set([".html", ".webp", ".png", ".jpg", ".svg", ".gif", ".mp4"]);
const REFERENCES = ["href", "src"];
const markdown = MarkdownIt({ html: true });

/**
 * Where a file of the repository lies in the site.
 * @param {string} path  from the root of the repository
 * @returns {string}
 */
export function addressOf(path) {
	if (path === START) return "index.html";
	if (path.endsWith(".md")) return path.replace(/\.md$/, ".html");
	return COPIED.has(extname(path)) ? path : `${path}.html`;
}

/**
 * @param {string} root  of the repository
 * @param {Surroundings} surroundings
 * @returns {SiteFile[]}
 */
export function sitePages(root, surroundings) {
	const waiting = [START];
	const known = new Set(waiting);
	/** @type {SiteFile[]} */
	const files = [];
	for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
		const page = path;
		const { content, links } = siteFile(root, page, surroundings);
		files.push({ address: addressOf(page), content });
		for (const link of links) {
			if (known.has(link)) continue;
			const target = join(root, link);
			if (!existsSync(target) || !statSync(target).isFile())
				throw new Error(`build-site: ${page} links to ${link}, which is no file: mend the link, or add the file`);
			known.add(link);
			waiting.push(link);
		}
	}
	return files;
}

/**
 * @param {string} root
 * @param {string} path
 * @param {Surroundings} surroundings
 * @returns {{ content: string | Buffer, links: string[] }} links are paths from the root
 */
function siteFile(root, path, { bar, leads }) {
	const bytes = readFileSync(join(root, path));
	if (COPIED.has(extname(path))) return { content: bytes, links: [] };
	const address = addressOf(path);
	if (!path.endsWith(".md")) {
		const content = `<h1>${escapeHtml(path)}</h1>\n<pre><code>${escapeHtml(bytes.toString())}</code></pre>`;
		return { content: htmlPage({ address, title: titled(path), content, bar }), links: [] };
	}
	const { document } = parseHTML(`<main>${markdown.render(bytes.toString())}</main>`);
	const main = document.querySelector("main");
	nameHeadings(main);
	const links = followLinks(main, path);
	const heading = main.querySelector("h1");
	heading?.insertAdjacentHTML("afterend", lead(address, leads[path] ?? []));
	const title = titled(heading?.textContent ?? path);
	return { content: htmlPage({ address, title, content: main.innerHTML, bar }), links };
}

/** @param {string} heading */
function titled(heading) {
	return heading === "Triplane" ? heading : `${heading} · Triplane`;
}

/**
 * What visitors of a page may have come for.
 * @param {string} address  of the page
 * @param {readonly Place[]} places
 */
function lead(address, places) {
	const links = places.map(
		(place) => `<a href="${linkBetween(address, place.address)}">${escapeHtml(place.title)}</a>`,
	);
	return links.length === 0 ? "" : `<p class="lead">${links.join("\n")}</p>`;
}

/**
 * Gives headings the anchors that GitHub gives them: those of equal text are numbered.
 * @param {any} main  an element of linkedom
 */
function nameHeadings(main) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const heading of main.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
		const anchor = headingAnchor(heading.textContent);
		const count = counts.get(anchor) ?? 0;
		counts.set(anchor, count + 1);
		heading.setAttribute("id", count === 0 ? anchor : `${anchor}-${count}`);
	}
}

/**
 * Turns links between files of the repository into links between addresses of the site.
 * @param {any} main  an element of linkedom
 * @param {string} path  of the page
 * @returns {string[]} the files that are linked, paths from the root
 */
function followLinks(main, path) {
	return REFERENCES.flatMap((name) =>
		[...main.querySelectorAll(`[${name}]`)].flatMap((element) => {
			const [target = "", anchor] = element.getAttribute(name).split("#");
			// other sites, and places on this very page
			if (target === "" || /^[a-z]+:/i.test(target)) return [];
			const file = posix.join(posix.dirname(path), decodeURI(target));
			const link = linkBetween(addressOf(path), addressOf(file));
			element.setAttribute(name, encodeURI(link) + (anchor === undefined ? "" : `#${anchor}`));
			return [file];
		}),
	);
}
