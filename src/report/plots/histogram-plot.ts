/** Histograms of several sets of numbers over one axis, as outlines that do not hide each other. */

import { areaY, lineY, type Markish, ruleX, ruleY, text } from "@observablehq/plot";
import { GREY, seriesColour } from "./palette.ts";
import { axisOf, drawPlot, type PlotHost, type PlotText, type SvgPlot } from "./svg-plot.ts";

export interface NamedValues {
	readonly name: string;
	readonly values: readonly number[];
}

export interface HistogramPlotOptions {
	readonly bins?: number;
	/** Vertical lines with a name, such as a threshold. */
	readonly marks?: readonly { readonly x: number; readonly name: string }[];
}

/** Draws shares of each set: sets of different sizes compare. */
export function histogramPlot(
	host: PlotHost,
	words: PlotText,
	sets: readonly NamedValues[],
	{ bins = 40, marks = [] }: HistogramPlotOptions = {},
): SvgPlot {
	const all = sets.flatMap(({ values }) => values);
	const from = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
	const most = all.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
	const to = most > from ? most : from + 1;
	return drawPlot(host, words, {
		x: axisOf(words.xLabel),
		y: axisOf(words.yLabel),
		marks: [
			ruleY([0], { stroke: GREY }),
			...sets.flatMap((set, index) => outline(set, index, { from, to, bins })),
			...marks.flatMap(({ x, name }) => [
				ruleX([x], { stroke: GREY, strokeDasharray: "4 3" }),
				text([name], { frameAnchor: "top-right", fill: GREY, dy: 6, dx: -4, textAnchor: "end" }),
			]),
		],
	});
}

function outline(
	{ name, values }: NamedValues,
	index: number,
	{ from, to, bins }: { readonly from: number; readonly to: number; readonly bins: number },
): Markish[] {
	const step = (to - from) / bins;
	const counts = new Array<number>(bins).fill(0);
	for (const value of values) {
		const bin = Math.min(Math.floor((value - from) / step), bins - 1);
		counts[bin] = (counts[bin] ?? 0) + 1;
	}
	const corners = counts.flatMap((count, bin) => {
		const y = count / Math.max(values.length, 1);
		return [
			{ x: from + bin * step, y },
			{ x: from + (bin + 1) * step, y },
		];
	});
	const colour = seriesColour(index);
	return [
		areaY(corners, { x: "x", y: "y", fill: colour, fillOpacity: 0.15 }),
		lineY(corners, { x: "x", y: "y", stroke: colour, strokeWidth: 2 }),
		text([name], {
			frameAnchor: "top-left",
			dy: -14,
			dx: index * 210,
			fill: colour,
			fontWeight: 600,
			textAnchor: "start",
		}),
	];
}
