/** What plots are drawn into on Node: a document of linkedom, and the typeface that comes with the package. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseHTML } from "linkedom";
import type { PlotHost } from "../../report/plots/svg-plot.ts";

const TYPEFACE = "TriplaneInter";
const LATIN = "U+0000-00FF, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215";

interface Face {
	readonly subset: string;
	readonly weight: 400 | 600;
	readonly range: string;
}

const FACES: readonly Face[] = [
	{ subset: "latin", weight: 400, range: LATIN },
	{ subset: "latin", weight: 600, range: LATIN },
	{ subset: "greek", weight: 400, range: "U+0370-03FF" },
];

/** A host for plots. */
export function openPlotHost(): PlotHost {
	const { document } = parseHTML("<!doctype html><html><head></head><body></body></html>");
	return { document, typeface: TYPEFACE, typefaceCss: FACES.map(fontFace).join("\n") };
}

/** The typeface inside the CSS itself: an SVG may load nothing. */
function fontFace({ subset, weight, range }: Face): string {
	const path = createRequire(import.meta.url).resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`);
	const data = readFileSync(path).toString("base64");
	return `@font-face { font-family: ${TYPEFACE}; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}) format("woff2"); unicode-range: ${range}; }`;
}
