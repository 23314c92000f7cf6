/** Measured numbers on pages: a table between `<!-- measured: name -->` and `<!-- end -->`. */

import { readFileSync, writeFileSync } from "node:fs";

/**
 * Puts a table in the place that the page has for it.
 * @param {string} page  path of the page
 * @param {string} name @param {readonly string[]} header @param {readonly (readonly string[])[]} rows
 */
export function putTable(page, name, header, rows) {
	const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
	const text = readFileSync(page, "utf8");
	const place = new RegExp(`(<!-- measured: ${name} -->\n)[^]*?(<!-- end -->)`);
	if (!place.test(text)) throw new Error(`${page}: no place for the table '${name}'`);
	writeFileSync(
		page,
		text.replace(place, (_, begin, end) => `${begin}\n${lines.join("\n")}\n\n${end}`),
	);
}

/**
 * `1.20 (1.10 … 1.30)`
 * @param {number} value @param {readonly number[] | null} ends @param {number} digits
 */
export function withInterval(value, ends, digits = 2) {
	const range = ends ? ` (${ends.map((end) => end.toFixed(digits)).join(" … ")})` : "";
	return value.toFixed(digits) + range;
}

/** The same of a mean; `–` where there is none. @param {{ mean: number | null, low: number | null, high: number | null }} value @param {number} digits */
export function estimate({ mean, low, high }, digits = 2) {
	return mean === null || low === null || high === null ? "–" : withInterval(mean, [low, high], digits);
}

/** A share with its interval. @param {{ mean: number | null, low: number | null, high: number | null }} value */
export function percent({ mean, low, high }) {
	if (mean === null || low === null || high === null) return "–";
	return `${(100 * mean).toFixed(1)} % (${(100 * low).toFixed(1)} … ${(100 * high).toFixed(1)})`;
}
