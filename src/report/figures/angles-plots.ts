/** Plots of steep angles: every measure over true yaw, and over the grid of poses. */

import type { MeasureEstimates } from "../../analysis/angles/angles-statistics.ts";
import type { AnglesRecord, NetworkAngles } from "../../analysis/angles/record.ts";
import { MEASURES, type ViewMeasures } from "../../analysis/angles/view-measures.ts";
import { heatPlot } from "../plots/heat-plot.ts";
import { linePlot } from "../plots/line-plot.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";

type MeasureName = keyof ViewMeasures;

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
const DIFFERENCES: readonly MeasureName[] = ["darkFraction", "backSharpness"];
const CELLS: readonly MeasureName[] = ["darkFraction", "darkMissedFraction", "darkHitFraction", "backSharpness"];

/** A line per network with its interval; empty where no statistics were asked for. */
export function anglesCurves(host: PlotHost, { networks, difference }: AnglesRecord): SvgPlot[] {
	if (networks.every(({ statistics, curve }) => statistics === null || curve.length === 0)) return [];
	const curves = CURVES.map((name) =>
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
	const [first] = networks;
	if (!(difference && first)) return curves;
	return [
		...curves,
		...DIFFERENCES.map((name) =>
			linePlot(
				host,
				{ title: `First minus second: ${MEASURES[name].name}`, xLabel: YAW, yLabel: unitOf(name) },
				[{ name: "difference", points: pointsOf(first, difference, name) }],
				{ xTicks: YAW_TICKS },
			),
		),
	];
}

/** Means over people for every pose of the grid, one plot per network and measure. */
export function anglesCells(host: PlotHost, { networks }: AnglesRecord): SvgPlot[] {
	return networks.flatMap(({ name: network, grid, statistics }) => {
		if (!statistics) return [];
		const columns = (grid[0] ?? []).map((place) => angle(place.publishedYaw));
		const rows = grid.map((row) => angle(row[0]?.publishedPitch ?? 0));
		return CELLS.map((name) => {
			const values = statistics.grid.map((row) => row.map((cell) => scaled(cell[name].mean, name)));
			return heatPlot(
				host,
				{
					title: titleOf(name),
					subtitle: `${network}, ${unitOf(name)}`,
					xLabel: "yaw parameter, radians",
					yLabel: "pitch parameter",
				},
				{ columns, rows, values, from: 0, to: topOf(networks, name), format: (value) => value.toPrecision(2) },
			);
		});
	});
}

/** Degrees. */
const YAW_TICKS: readonly number[] = [-180, -150, -120, -90, -60, -30, 0, 30, 60, 90, 120, 150, 180];
const YAW = "true yaw about the pivot, degrees";

function pointsOf(
	{ curve }: NetworkAngles,
	estimates: readonly MeasureEstimates[],
	name: MeasureName,
): { x: number; y: number | null; low: number | null; high: number | null }[] {
	return estimates.map((estimate, index) => ({
		x: curve[index]?.trueDegrees.yaw ?? 0,
		y: scaled(estimate[name].mean, name),
		low: scaled(estimate[name].low, name),
		high: scaled(estimate[name].high, name),
	}));
}

/** Shares are shown in per cent. */
function scaled(value: number | null, name: MeasureName): number | null {
	return value !== null && MEASURES[name].unit === "share" ? value * 100 : value;
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
	return Math.max(1e-9, ...means.map((value) => scaled(value, name) ?? 0));
}

/** Shares may not look large by being alone: the axis reaches at least 5 %. */
function percentTop(networks: readonly NetworkAngles[], name: MeasureName): { readonly yTo: number } {
	const highs = networks.flatMap(({ statistics }) => statistics?.curve.map((point) => point[name].high ?? 0) ?? []);
	return { yTo: Math.min(100, Math.max(5, Math.ceil(Math.max(0, ...highs) * 105))) };
}

function angle(value: number): string {
	return value.toFixed(2).replace("-", "−");
}
