/** Pieces of the page: figures with number, caption and the way to their command; tables; boxes with commands and records. */

import { escapeXml, type SvgPlot } from "../plots/svg-plot.ts";
import type { PagePicture, PageRun } from "./content.ts";

/** Numbers figures through the page. */
export class Figures {
	#count = 0;

	/** A figure around `content`. @param run  what made it */
	figure(content: string, caption: string, run: PageRun<unknown>): string {
		this.#count += 1;
		const made = `<a href="#run-${run.id}">command and record</a>`;
		const words = `<b>Figure ${this.#count}.</b> ${escapeXml(caption)} <span class="made">${made}</span>`;
		return `<figure>${content}<figcaption>${words}</figcaption></figure>`;
	}

	/** Pictures of a kind, a figure each; nothing where there is none. */
	pictures(run: PageRun<unknown>, kind: string, caption: string): string {
		return run.pictures
			.filter((picture) => picture.kind === kind)
			.map((picture) => this.figure(image(picture, caption), `${caption} (${picture.file})`, run))
			.join("\n");
	}

	/** Plots side by side as one figure; nothing of none. */
	plots(run: PageRun<unknown>, plots: readonly SvgPlot[], caption: string): string {
		if (plots.length === 0) return "";
		return this.figure(`<div class="plots">${plots.map(inlinePlot).join("\n")}</div>`, caption, run);
	}
}

/** On phones sheets keep a size at which they can be read, and scroll in their frame. */
function image({ uri, width, height }: PagePicture, alt: string): string {
	const words = escapeXml(alt);
	return `<div class="paper sheet" tabindex="0" role="group" aria-label="${words}"><img src="${uri}" width="${width}" height="${height}" loading="lazy" alt="${words}"></div>`;
}

function inlinePlot({ svg }: SvgPlot): string {
	const [, title = "plot"] = /<text [^>]*font-size="14"[^>]*>([^<]*)<\/text>/.exec(svg) ?? [];
	// A picture has one name; those of its parts are Plot's own.
	const bare = svg.replaceAll(/ aria-label="[^"]*"/g, "");
	return `<div class="paper">${bare.replace("<svg ", `<svg role="img" aria-label="${title}" `)}</div>`;
}

/** A table; numbers stand right. @param texts  columns that are words */
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
	return `<div class="wide" tabindex="0" role="region" aria-label="${escapeXml(caption)}"><table><caption>${escapeXml(caption)}</caption><thead><tr>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

/** The command of a run and its records, to be read or kept; why it failed where it did. */
export function runBox({ id, command, failure, records }: PageRun<unknown>): string {
	const kept = records.map(({ file, json }) => {
		const bytes = new TextEncoder().encode(json);
		const uri = `data:application/json;base64,${base64Of(bytes)}`;
		return `<a download="${escapeXml(file)}" href="${uri}">${escapeXml(file)}</a>`;
	});
	const failed = failure === null ? "" : `<p class="failure">It did not come to an end: ${escapeXml(failure)}</p>`;
	const links = kept.length > 0 ? `<p>Records: ${kept.join(" · ")}</p>` : "";
	return `<div class="run" id="run-${id}"><pre tabindex="0">${escapeXml(command)}</pre>${failed}${links}</div>`;
}

/** Bytes in base64, in pieces that a call can take. */
export function base64Of(bytes: Uint8Array): string {
	let letters = "";
	for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(letters);
}

export function paragraph(words: string): string {
	return `<p>${escapeXml(words)}</p>`;
}
