/**
 * Colours of plots on the page, which change with the reader's light or dark theme. Plots in files have the light ones
 * as they are; here each becomes a variable of the page's style.
 */

import { GREY, INK, SERIES_COLOURS } from "../plots/palette.ts";

/** Light colour and dark one, with the same hue and order: the palette stays one that colour-blind people can read. */
const DARK: ReadonlyMap<string, string> = new Map([
	[INK, "#e6e8ec"],
	[GREY, "#a6b0bd"],
	...zipped(SERIES_COLOURS, ["#5db4f0", "#ff9351", "#35c99b", "#e3a0c6", "#a5d8f7", "#f2be4a", "#ffffff"]),
]);
const PAPER = { light: "white", dark: "#1a2028" } as const;

/** The SVG of a plot with variables for its colours; the light ones are their fallback. */
export function themedPlot(svg: string): string {
	return svg
		.replaceAll(/#[0-9a-f]{6}\b/g, (colour) => (DARK.has(colour) ? `var(${nameOf(colour)}, ${colour})` : colour))
		.replaceAll(/background: ?white/g, `background: var(--plot-paper, ${PAPER.light})`);
}

/** Declarations for `:root` in the dark theme. */
export const DARK_PLOTS: string = [
	`--plot-paper: ${PAPER.dark};`,
	...[...DARK].map(([light, dark]) => `${nameOf(light)}: ${dark};`),
].join(" ");

function nameOf(colour: string): string {
	return `--plot-${colour.slice(1)}`;
}

function zipped(first: readonly string[], second: readonly string[]): [string, string][] {
	return first.map((one, index) => [one, second[index] ?? one]);
}
