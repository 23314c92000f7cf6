/** What all pages of the site have around their content. */

import { posix } from "node:path";

/** @typedef {{ title: string, address: string }} Place  an address is a path from the site's root */

const TEXT = new Map([
	["&", "&amp;"],
	["<", "&lt;"],
	[">", "&gt;"],
	['"', "&quot;"],
]);

/** @param {string} text @returns {string} for content and attributes */
export function escapeHtml(text) {
	return text.replaceAll(/[&<>"]/g, (character) => TEXT.get(character) ?? character);
}

/**
 * A link from one address of the site to another, relative, so that the site can lie anywhere.
 * @param {string} from
 * @param {string} to
 */
export function linkBetween(from, to) {
	return posix.relative(posix.dirname(from), to);
}

/**
 * @param {object} page
 * @param {string} page.address
 * @param {string} page.title
 * @param {string} page.content  HTML
 * @param {readonly Place[]} page.bar  at the top
 * @returns {string}
 */
export function htmlPage({ address, title, content, bar }) {
	const links = bar.map((place) => {
		const current = place.address === address ? ' aria-current="page"' : "";
		return `<a href="${linkBetween(address, place.address)}"${current}>${escapeHtml(place.title)}</a>`;
	});
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${linkBetween(address, "site.css")}">
</head>
<body>
<header><nav aria-label="Site">${links.join("\n")}</nav></header>
<main>
${content}
</main>
</body>
</html>
`;
}
