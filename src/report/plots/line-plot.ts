/** Lines over a common axis, with bands of uncertainty and a legend. */

import { areaY, dot, lineY, type Markish, ruleX, ruleY, text } from "@observablehq/plot";
import { GREY, seriesColour } from "./palette.ts";
import type { LegendItem, PlotText } from "./plot-heading.ts";
import { axisOf, drawPlot, type PlotHost, type SvgPlot } from "./svg-plot.ts";

export interface LinePoint {
	readonly x: number;
	/** `null` leaves a gap. */
	readonly y: number | null;
	/** Ends of the band, where there is one. */
	readonly low?: number | null;
	readonly high?: number | null;
}

export interface LineSeries {
	readonly name: string;
	readonly points: readonly LinePoint[];
	/** Marks points, not only the line. Default true for up to 40 points. */
	readonly dots?: boolean;
	/** Joins points. Default true. */
	readonly line?: boolean;
	/** Which of the palette's colours it has, for series that several plots show; `reference` is grey. Default: its place. */
	readonly colour?: number | "reference";
}

export interface LinePlotOptions {
	/** Range of the vertical axis; what is left out is taken from the numbers. */
	readonly yFrom?: number;
	readonly yTo?: number;
	/** Where the marks of the horizontal axis are; those outside its range are left out. */
	readonly xTicks?: readonly number[];
	/** Vertical lines with a name, such as a limit. */
	readonly marks?: readonly { readonly x: number; readonly name: string }[];
	/** Horizontal lines with a name, such as what is typical. */
	readonly levels?: readonly { readonly y: number; readonly name: string }[];
}

const MOST_DOTS = 40;
/** Lines differ in dashes as well as in colour. */
const DASHES = ["none", "7 3", "2 3", "9 3 2 3"] as const;

/** Draws series over x. */
export function linePlot(
	host: PlotHost,
	words: PlotText,
	series: readonly LineSeries[],
	options: LinePlotOptions = {},
): SvgPlot {
	const { yFrom, yTo, xTicks, marks = [], levels = [] } = options;
	const numbers = series.flatMap(({ points }) => points.flatMap(({ y, low, high }) => [y, low, high]));
	const finite = numbers.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
	const all = [0, ...finite, ...levels.map(({ y }) => y)];
	const domain = spread(yFrom ?? Math.min(...all), yTo ?? Math.max(...all));
	const xs = series.flatMap(({ points }) => points.map(({ x }) => x));
	const ticks = xTicks?.filter((tick) => tick >= Math.min(...xs) && tick <= Math.max(...xs));
	const drawn = {
		x: { ...axisOf(words.xLabel), ...(ticks ? { ticks } : {}) },
		y: { ...axisOf(null), domain, nice: yTo === undefined },
		marks: [
			ruleY([Math.min(Math.max(0, domain[0]), domain[1])], { stroke: GREY }),
			...marks.flatMap((mark) => markOf(mark, mark.x > xs.reduce((sum, x) => sum + x, 0) / xs.length)),
			...levels.flatMap(({ y, name }) =>
				levelOf(
					y,
					name,
					levels.some((other) => other.y < y),
				),
			),
			...series.flatMap((one, index) => marksOf(one, lookOf(one, index))),
		],
	};
	return drawPlot(host, words, drawn, series.length < 2 ? [] : series.map(legendItem));
}

function legendItem(series: LineSeries, index: number): LegendItem {
	const { stroke, dashes } = lookOf(series, index);
	return { name: series.name, colour: stroke, dashes: series.line === false ? null : dashes };
}

interface Look {
	readonly stroke: string;
	readonly dashes: string;
}

function lookOf({ colour }: LineSeries, index: number): Look {
	const place = typeof colour === "number" ? colour : index;
	const dashes = DASHES[place % DASHES.length] ?? "none";
	return { stroke: colour === "reference" ? GREY : seriesColour(place), dashes };
}

/** A range that is not empty. */
function spread(from: number, to: number): [number, number] {
	return to > from ? [from, to] : [from - 1, from + 1];
}

function marksOf({ points, dots, line = true }: LineSeries, { stroke, dashes }: Look): Markish[] {
	const banded = points.some(({ low, high }) => typeof low === "number" && typeof high === "number");
	// Not a number leaves a gap, in lines and in bands.
	const band = points.map(({ x, low, high }) => ({ x, low: low ?? Number.NaN, high: high ?? Number.NaN }));
	const shown = points.map(({ x, y }) => ({ x, y: y ?? Number.NaN }));
	const marked = dots ?? points.length <= MOST_DOTS;
	return [
		...(banded ? [areaY(band, { x: "x", y1: "low", y2: "high", fill: stroke, fillOpacity: 0.18 })] : []),
		...(line ? [lineY(shown, { x: "x", y: "y", stroke, strokeWidth: 2, strokeDasharray: dashes })] : []),
		...(points.length === 1 ? [ruleX(band, { x: "x", y1: "low", y2: "high", stroke, strokeWidth: 2 })] : []),
		...(marked ? [dot(shown, { x: "x", y: "y", fill: stroke, r: 2.5 })] : []),
	];
}

/** The name stands where there is more room: to the left of marks on the right. */
function markOf({ x, name }: { readonly x: number; readonly name: string }, onTheRight: boolean): Markish[] {
	const place = onTheRight ? ({ textAnchor: "end", dx: -4 } as const) : ({ textAnchor: "start", dx: 4 } as const);
	return [
		ruleX([x], { stroke: GREY, strokeDasharray: "4 3" }),
		text([{ x }], { x: "x", frameAnchor: "bottom", text: () => name, fill: GREY, dy: -8, ...place }),
	];
}

/** The name stands below the line; above it where there is another line below, whose name could be in its way. */
function levelOf(y: number, name: string, above: boolean): Markish[] {
	const dy = above ? -8 : 9;
	return [
		ruleY([y], { stroke: GREY, strokeDasharray: "4 3" }),
		text([{ y }], { frameAnchor: "right", y: "y", text: () => name, fill: GREY, textAnchor: "end", dx: -4, dy }),
	];
}
