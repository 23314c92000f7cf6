/** Histograms of several sets of numbers over one axis, as outlines that do not hide each other. */

import { areaY, lineY, type Markish, ruleX, ruleY, text } from "@observablehq/plot";
import type { Histogram } from "../../analysis/dataset/histogram.ts";
import { GREY, seriesColour } from "./palette.ts";
import type { PlotText } from "./plot-heading.ts";
import { axisOf, drawPlot, type PlotHost, type SvgPlot } from "./svg-plot.ts";

export interface NamedHistogram {
	readonly name: string;
	readonly histogram: Histogram;
}

/** Draws the share of each set in each bin, in per cent: sets of different sizes compare. */
export function histogramPlot(
	host: PlotHost,
	words: PlotText,
	sets: readonly NamedHistogram[],
	marks: readonly { readonly x: number; readonly name: string }[] = [],
): SvgPlot {
	const drawn = {
		x: axisOf(words.xLabel),
		y: axisOf(null),
		marks: [
			ruleY([0], { stroke: GREY }),
			...sets.flatMap(outline),
			...marks.flatMap(({ x, name }, index) => [
				ruleX([x], { stroke: GREY, strokeDasharray: "4 3" }),
				text([name], { frameAnchor: "top-right", fill: GREY, dy: 8 + 15 * index, dx: -4, textAnchor: "end" }),
			]),
		],
	};
	const legend = sets.map(({ name }, index) => ({ name, colour: seriesColour(index), dashes: "none" }));
	return drawPlot(host, words, drawn, legend);
}

function outline({ histogram }: NamedHistogram, index: number): Markish[] {
	const { from, to, counts } = histogram;
	const step = (to - from) / counts.length;
	const total = counts.reduce((sum, count) => sum + count, 0);
	const corners = counts.flatMap((count, bin) => {
		const y = (100 * count) / Math.max(total, 1);
		return [
			{ x: from + bin * step, y },
			{ x: from + (bin + 1) * step, y },
		];
	});
	const colour = seriesColour(index);
	return [
		areaY(corners, { x: "x", y1: 0, y2: "y", fill: colour, fillOpacity: 0.15 }),
		lineY(corners, { x: "x", y: "y", stroke: colour, strokeWidth: 2 }),
	];
}
