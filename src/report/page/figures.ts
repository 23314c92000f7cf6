/** Figures of the page: numbers, captions, the way to their commands; folded where they are large; no picture twice. */

import { escapeXml } from "../plots/escape-xml.ts";
import type { SvgPlot } from "../plots/svg-plot.ts";
import type { PagePicture, PageRun } from "./content.ts";
import { SCROLL_CUE, scrollFrame } from "./html.ts";
import { themedPlot } from "./plot-theme.ts";

/** Numbers figures through the page: they are made in the order in which they stand there. */
export class Figures {
	#count = 0;
	readonly #shown = new Set<string>();

	/** A figure around `content`. @param runs  what made it @param cue  that it may scroll */
	figure(content: string, caption: string, runs: readonly PageRun<unknown>[], cue = ""): string {
		this.#count += 1;
		const words = `<b>Figure ${this.#count}.</b> ${escapeXml(caption)}${cue} ${madeBy(runs)}`;
		return `<figure>${content}<figcaption>${words}</figcaption></figure>`;
	}

	/** Pictures of a kind, a figure each; not those that the page has already, such as the control of two networks. */
	pictures(run: PageRun<unknown>, kind: string, caption: string): string[] {
		const fresh = run.pictures.filter((picture) => picture.kind === kind && !this.#shown.has(picture.uri));
		for (const { uri } of fresh) this.#shown.add(uri);
		return fresh.map((picture) =>
			this.figure(sheet(picture, caption), `${caption} (${picture.file})`, [run], SCROLL_CUE),
		);
	}

	/** Plots side by side as one figure; nothing of none. */
	plots(runs: readonly PageRun<unknown>[], plots: readonly SvgPlot[], caption: string): string {
		if (plots.length === 0) return "";
		return this.figure(`<div class="plots">${plots.map(inlinePlot).join("\n")}</div>`, caption, runs);
	}
}

/** What is large, or for those who want to know it all: closed until somebody opens it. Nothing of nothing. */
export function folded(summary: string, parts: readonly string[]): string {
	const there = parts.filter((part) => part !== "");
	if (there.length === 0) return "";
	return `<details class="fold"><summary>${escapeXml(summary)}</summary>${there.join("\n")}</details>`;
}

function madeBy(runs: readonly PageRun<unknown>[]): string {
	const [only, ...more] = runs;
	const links = runs.map(
		({ id }) => `<a href="#run-${id}">${more.length > 0 ? escapeXml(id) : "command and record"}</a>`,
	);
	return only ? `<span class="made">${links.join(" · ")}</span>` : "";
}

/** Sheets keep a size at which their words can be read, and scroll in their frame where there is less room. */
function sheet({ uri, width, height }: PagePicture, alt: string): string {
	const words = escapeXml(alt);
	const image = `<img src="${uri}" width="${width}" height="${height}" style="--natural: ${width}px" loading="lazy" alt="${words}">`;
	return scrollFrame(image, alt, "sheet");
}

function inlinePlot({ svg, title }: SvgPlot): string {
	// A picture has one name; those of its parts are Plot's own.
	const bare = themedPlot(svg.replaceAll(/ aria-label="[^"]*"/g, ""));
	return `<div class="plot">${bare.replace("<svg ", `<svg role="img" aria-label="${escapeXml(title)}" `)}</div>`;
}
