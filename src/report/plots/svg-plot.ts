/**
 * Plots as SVG text. Observable Plot draws into a document that the platform hands in, so that Node and browsers make
 * the same ones. Text is real text: `joinPlots` takes the typeface along, so that it shows where no fonts are installed.
 */

import { type PlotOptions, plot } from "@observablehq/plot";
import { GREY, INK } from "./palette.ts";

/** What a platform hands in: a `Document`, real or of a library. */
export interface PlotHost {
	readonly document: object;
	/** CSS that defines the typeface, with its file inside. */
	readonly typefaceCss: string;
	/** Name of that typeface. */
	readonly typeface: string;
}

/** A plot as text, with its size in pixels. */
export interface SvgPlot {
	/** An `<svg>` element; without typeface, which its page or `joinPlots` gives. */
	readonly svg: string;
	readonly width: number;
	readonly height: number;
}

export interface PlotText {
	readonly title: string;
	/** A smaller line under the title, where a plot has no legend. */
	readonly subtitle?: string;
	/** With units. */
	readonly xLabel: string;
	/** With units. */
	readonly yLabel: string;
}

export const PLOT_SIZE: { readonly width: number; readonly height: number } = Object.freeze({
	width: 480,
	height: 320,
});
const MARGINS = { marginLeft: 66, marginRight: 18, marginTop: 46, marginBottom: 44 } as const;
const TITLE_Y = 18;

/** An axis with grid lines and its label in the middle. */
export function axisOf(label: string): {
	readonly label: string;
	readonly labelAnchor: "center";
	readonly labelArrow: "none";
	readonly grid: boolean;
} {
	return { label, labelAnchor: "center", labelArrow: "none", grid: true };
}

/** Draws with the house's margins, type and title. */
export function drawPlot(host: PlotHost, { title, subtitle = "" }: PlotText, options: PlotOptions): SvgPlot {
	const { width = PLOT_SIZE.width, height = PLOT_SIZE.height } = options;
	const element: { readonly outerHTML: string } = plot({
		...MARGINS,
		...options,
		width,
		height,
		document: host.document as NonNullable<PlotOptions["document"]>,
		style: { fontFamily: `${host.typeface}, sans-serif`, fontSize: "12px", color: INK, background: "white" },
	});
	const { marginLeft: x = MARGINS.marginLeft } = options;
	const line = (y: number, style: string, words: string): string =>
		words === "" ? "" : `<text x="${x}" y="${y}" text-anchor="start" ${style}>${escapeXml(words)}</text>`;
	const heading =
		line(TITLE_Y, `font-size="14" font-weight="600" fill="${INK}"`, title) +
		line(TITLE_Y + 17, `font-size="12" fill="${GREY}"`, subtitle);
	const svg = element.outerHTML.replace(/<\/svg>$/, `${heading}</svg>`);
	return { svg, width, height };
}

/** Puts plots side by side, `columns` to a row, under one title, as a whole SVG file. */
export function joinPlots(
	host: PlotHost,
	heading: { readonly title: string; readonly subtitle: string },
	plots: readonly SvgPlot[],
	columns: number,
): string {
	const cellWidth = Math.max(...plots.map(({ width }) => width));
	const cellHeight = Math.max(...plots.map(({ height }) => height));
	const top = 64;
	const across = Math.min(columns, plots.length);
	const width = across * cellWidth + 24;
	const height = top + Math.ceil(plots.length / across) * cellHeight + 12;
	const placed = plots.map(({ svg }, index) => {
		const x = 12 + (index % across) * cellWidth;
		const y = top + Math.floor(index / across) * cellHeight;
		return svg.replace("<svg ", `<svg x="${x}" y="${y}" `);
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${host.typeface}, sans-serif">`,
		`<title>${escapeXml(heading.title)}</title>`,
		`<style>${host.typefaceCss}</style>`,
		`<rect width="${width}" height="${height}" fill="white"/>`,
		`<text x="24" y="28" font-size="18" font-weight="600" fill="${INK}">${escapeXml(heading.title)}</text>`,
		`<text x="24" y="50" font-size="13" fill="#4a5463">${escapeXml(heading.subtitle)}</text>`,
		...placed,
		"</svg>\n",
	].join("\n");
}

/** Text as it may stand between tags and in attributes. */
export function escapeXml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
