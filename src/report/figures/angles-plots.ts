/** Plots of steep angles: every measure over true yaw, and over the grid of poses. */

import type { MeasureEstimates } from "../../analysis/angles/angles-statistics.ts";
import type { AnglesRecord, NetworkAngles } from "../../analysis/angles/record.ts";
import { MEASURES, type ViewMeasures } from "../../analysis/angles/view-measures.ts";
import { heatPlot } from "../plots/heat-plot.ts";
import { type LinePoint, linePlot } from "../plots/line-plot.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";
import { estimatePoint } from "./estimate-points.ts";

export type MeasureName = keyof ViewMeasures;

const CURVES: readonly MeasureName[] = [
	"darkFraction",
	"borderDarkFraction",
	"missedFraction",
	"darkMissedFraction",
	"darkHitFraction",
	"meanOpacity",
	"backSharpness",
	"frontSharpness",
];
/** What two networks are compared in. */
const DIFFERENCES: readonly MeasureName[] = ["darkFraction", "backSharpness"];
const CELLS: readonly MeasureName[] = ["darkFraction", "darkMissedFraction", "darkHitFraction", "backSharpness"];

/** A plot for each measure, a line per network with its interval; empty where no statistics were asked for. */
export function anglesCurves(
	host: PlotHost,
	{ networks }: AnglesRecord,
	names: readonly MeasureName[] = CURVES,
): SvgPlot[] {
	if (networks.every(({ statistics, curve }) => statistics === null || curve.length === 0)) return [];
	return names.map((name) =>
		linePlot(
			host,
			{ title: titleOf(name), xLabel: YAW, yLabel: unitOf(name) },
			networks.map((network) => ({
				name: network.name,
				points: pointsOf(network, network.statistics?.curve ?? [], name),
			})),
			{ yFrom: 0, xTicks: YAW_TICKS, ...(MEASURES[name].unit === "share" ? percentTop(networks, name) : {}) },
		),
	);
}

/** The first of two networks minus the second; empty unless there are two. */
export function anglesDifferences(host: PlotHost, { networks: [first], difference }: AnglesRecord): SvgPlot[] {
	if (!(difference && first)) return [];
	return DIFFERENCES.map((name) =>
		linePlot(
			host,
			{ title: `First minus second: ${MEASURES[name].name}`, xLabel: YAW, yLabel: unitOf(name) },
			[{ name: "difference", points: pointsOf(first, difference, name) }],
			{ xTicks: YAW_TICKS },
		),
	);
}

/** Means over people for every pose of the grid, one plot per network and measure. */
export function anglesCells(host: PlotHost, { networks }: AnglesRecord): SvgPlot[] {
	return networks.flatMap(({ name: network, grid, statistics }) => {
		if (!statistics) return [];
		const columns = (grid[0] ?? []).map((place) => angle(place.publishedYaw));
		const rows = grid.map((row) => angle(row[0]?.publishedPitch ?? 0));
		return CELLS.map((name) => {
			const values = statistics.grid.map((row) =>
				row.map(({ [name]: { mean } }) => (mean === null ? null : mean * scaleOf(name))),
			);
			return heatPlot(
				host,
				{
					title: titleOf(name),
					subtitle: `${network}, ${unitOf(name)}`,
					xLabel: "yaw parameter, radians",
					yLabel: "pitch parameter",
				},
				{ columns, rows, values, from: 0, to: topOf(networks, name), format: (value) => cellText(value, name) },
			);
		});
	});
}

/** Degrees. */
const YAW_TICKS: readonly number[] = [-180, -135, -90, -45, 0, 45, 90, 135, 180];
const YAW = "true yaw about the pivot, degrees";

function pointsOf({ curve }: NetworkAngles, estimates: readonly MeasureEstimates[], name: MeasureName): LinePoint[] {
	return estimates.map((estimate, index) =>
		estimatePoint(curve[index]?.trueDegrees.yaw ?? 0, estimate[name], scaleOf(name)),
	);
}

/** Shares are shown in per cent. */
function scaleOf(name: MeasureName): number {
	return MEASURES[name].unit === "share" ? 100 : 1;
}

/** Short enough for a cell. */
function cellText(value: number, name: MeasureName): string {
	if (MEASURES[name].unit !== "share") return value.toFixed(3);
	return value.toFixed(value < 10 ? 1 : 0);
}

function unitOf(name: MeasureName): string {
	const measure = MEASURES[name];
	return measure.unit === "share" ? `% of ${measure.of}` : measure.unit;
}

function titleOf(name: MeasureName): string {
	const words = MEASURES[name].name;
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same scale for all networks, so that their colours compare. */
function topOf(networks: readonly NetworkAngles[], name: MeasureName): number {
	const means = networks.flatMap(({ statistics }) => statistics?.grid.flat().map((cell) => cell[name].mean) ?? []);
	return Math.max(1e-9, ...means.map((value) => (value ?? 0) * scaleOf(name)));
}

/** Shares may not look large by being alone: the axis reaches at least 5 %. */
function percentTop(networks: readonly NetworkAngles[], name: MeasureName): { readonly yTo: number } {
	const highs = networks.flatMap(({ statistics }) => statistics?.curve.map((point) => point[name].high ?? 0) ?? []);
	return { yTo: Math.min(100, Math.max(5, Math.ceil(Math.max(0, ...highs) * 105))) };
}

function angle(value: number): string {
	return value.toFixed(2).replace("-", "−");
}
