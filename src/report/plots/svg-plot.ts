/**
 * Plots as SVG text. Observable Plot draws into a document that the platform hands in, so that Node and browsers make
 * the same ones. Text is real text: `joinPlots` takes the typeface along, so that it shows where no fonts are installed.
 *
 * Plots are narrow enough for a phone: at 340 pixels letters of 12 stay letters of more than 11 on a screen of 360.
 */

import { type PlotOptions, plot } from "@observablehq/plot";
import { escapeXml } from "./escape-xml.ts";
import { INK } from "./palette.ts";
import { type LegendItem, type PlotText, plotHeading } from "./plot-heading.ts";

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
	readonly title: string;
	/** An `<svg>` element; without typeface, which its page or `joinPlots` gives. */
	readonly svg: string;
	readonly width: number;
	readonly height: number;
}

/** Width of a plot, and height of its frame with the horizontal axis. */
export const PLOT_SIZE: { readonly width: number; readonly frame: number } = Object.freeze({ width: 340, frame: 220 });
const MARGINS = { marginLeft: 48, marginRight: 14, marginBottom: 44 } as const;

/** An axis with grid lines; the label of the vertical one is part of the heading. */
export function axisOf(label: string | null): {
	readonly label: string | null;
	readonly labelAnchor: "center";
	readonly labelArrow: "none";
	readonly grid: boolean;
} {
	return { label, labelAnchor: "center", labelArrow: "none", grid: true };
}

export interface FrameSize {
	readonly width?: number;
	/** Of the frame and the horizontal axis, without the heading. */
	readonly frame?: number;
}

/** Draws with the house's margins, type and heading. */
export function drawPlot(
	host: PlotHost,
	words: PlotText,
	options: Omit<PlotOptions, "width" | "height" | "marginTop">,
	legend: readonly LegendItem[] = [],
	{ width = PLOT_SIZE.width, frame = PLOT_SIZE.frame }: FrameSize = {},
): SvgPlot {
	const heading = plotHeading(words, legend, width);
	const height = heading.height + frame;
	const element: { readonly outerHTML: string } = plot({
		...MARGINS,
		...options,
		...{ width, height, marginTop: heading.height },
		document: host.document as NonNullable<PlotOptions["document"]>,
		style: { fontFamily: `${host.typeface}, sans-serif`, fontSize: "12px", color: INK, background: "white" },
	});
	const svg = shortNumbers(element.outerHTML).replace(/<\/svg>$/, `${heading.svg}</svg>`);
	return { title: words.title, svg, width, height };
}

/** Places to a tenth of a pixel: half of the bytes of a plot are digits that nobody sees. Texts stay as they are. */
function shortNumbers(svg: string): string {
	const places = / (?:d|transform|x|y|x1|x2|y1|y2|cx|cy|width|height)="[^"]*"/g;
	return svg.replaceAll(places, (attribute) => attribute.replaceAll(/(\d\.\d)\d+/g, "$1"));
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
