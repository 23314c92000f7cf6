/** Pieces of the page: paragraphs, tables, frames that scroll, boxes with commands and records. */

import { escapeXml } from "../plots/escape-xml.ts";
import type { PageRun } from "./content.ts";

/** Stands in captions; the style shows it on phones only. */
export const SCROLL_CUE = ' <span class="cue">· Scroll sideways to see all of it</span>';

export function paragraph(words: string): string {
	return `<p>${escapeXml(words)}</p>`;
}

/** Content that is wider than some screens. An arrow at its edge says that there is more, until the end is reached. */
export function scrollFrame(content: string, name: string, kind: "sheet" | "table"): string {
	return `<div class="scroll ${kind}" tabindex="0" role="group" aria-label="${escapeXml(name)}">${content}</div>`;
}

/** A table under its caption; numbers stand right. Nothing without rows. @param texts  columns that are words */
export function table(
	caption: string,
	head: readonly string[],
	rows: readonly (readonly string[])[],
	texts: readonly number[] = [0],
): string {
	if (rows.length === 0) return "";
	const kind = (column: number): string => (texts.includes(column) ? "" : ' class="number"');
	const heads = head.map((words, column) => `<th scope="col"${kind(column)}>${escapeXml(words)}</th>`);
	const body = rows.map((row) => {
		const cells = row.map((words, column) => `<td${kind(column)}>${escapeXml(words)}</td>`);
		return `<tr>${cells.join("")}</tr>`;
	});
	const inside = `<table><thead><tr>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
	return `<figure><figcaption>${escapeXml(caption)}${SCROLL_CUE}</figcaption>${scrollFrame(inside, caption, "table")}</figure>`;
}

/** The command of a run and its records, to be read or kept; why it failed where it did. */
export function runBox({ id, command, failure, records }: PageRun<unknown>): string {
	const kept = records.map(
		({ file, gzip }) =>
			`<a download="${escapeXml(file)}" href="data:application/gzip;base64,${gzip}">${escapeXml(file)}</a>`,
	);
	const failed = failure === null ? "" : `<p class="failure">It failed: ${escapeXml(failure)}</p>`;
	const links = kept.length > 0 ? `<p>Records: ${kept.join(" · ")}</p>` : "";
	return `<div class="run" id="run-${id}"><pre tabindex="0">${escapeXml(command)}</pre>${failed}${links}</div>`;
}

/** Bytes in base64, in pieces that a call can take. */
export function base64Of(bytes: Uint8Array): string {
	let letters = "";
	for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(letters);
}
