/** Plots of sweeps: how far steps move, how w varies, how many people there are. */

import type { DistinctPeople } from "../../analysis/people/distinct-people.ts";
import type { DirectionsRecord, SweepRecord } from "../../analysis/sweep/record.ts";
import type { Distances, SweepRow } from "../../analysis/sweep/sweep.ts";
import type { RowKind } from "../../analysis/sweep/sweep-rows.ts";
import { quantile } from "../../tensor/statistics.ts";
import { histogramPlot } from "../plots/histogram-plot.ts";
import { type LineSeries, linePlot } from "../plots/line-plot.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";

/** A sweep, and whose it is. */
export interface PlottedSweep {
	/** Network and seed, as a smaller line of every plot; empty for none. */
	readonly who: string;
	readonly record: SweepRecord;
}

type Distance = keyof Distances;

const DISTANCES: Readonly<Record<Distance, { readonly title: string; readonly label: string }>> = {
	sphereDegrees: { title: "on the sphere of latents", label: "angle after normalisation, degrees" },
	wDistance: { title: "in w", label: "distance in w" },
	imageDistance: { title: "in the picture", label: "RMS difference of the raw image, 0 to 1" },
};
const ALL_DISTANCES = Object.keys(DISTANCES) as readonly Distance[];

/** What a sweep has to show: distances over the steps, the variance of w, the people. */
export function sweepPlots(host: PlotHost, record: SweepRecord): SvgPlot[] {
	const plotted = { who: "", record };
	return [...entryPlots(host, plotted), ...componentPlots(host, plotted), ...peoplePlots(host, plotted)];
}

/** How far entries and random directions move, a plot for each kind of distance. */
export function entryPlots(
	host: PlotHost,
	plotted: PlottedSweep,
	distances: readonly Distance[] = ALL_DISTANCES,
): SvgPlot[] {
	const unit = plotted.record.space === "z" ? "value of the entry" : "steps, standard deviations of the entry";
	return movePlots(host, plotted, distances, { what: "Entries", unit, kinds: ["entry", "random"] });
}

/** How far components of w move, and how much of its variance they hold. */
export function componentPlots(host: PlotHost, plotted: PlottedSweep): SvgPlot[] {
	const { directions } = plotted.record;
	const unit = "standard deviations along the component";
	return [
		...movePlots(host, plotted, ALL_DISTANCES, { what: "Components", unit, kinds: ["component"] }),
		...(directions ? [variancePlot(host, directions, plotted.who)] : []),
	];
}

interface Moves {
	readonly what: string;
	/** Of the steps. */
	readonly unit: string;
	readonly kinds: readonly RowKind[];
}

const SERIES: { readonly [K in RowKind]: string } = {
	entry: "entries",
	random: "random directions",
	component: "components",
	mix: "mixes",
};

/** Medians over rows, with the middle 80 % of them as a band. */
function movePlots(
	host: PlotHost,
	{ who, record }: PlottedSweep,
	distances: readonly Distance[],
	{ what, unit, kinds }: Moves,
): SvgPlot[] {
	const { rows, typical } = record.sweep;
	const shown = rows.filter(({ kind }) => kinds.includes(kind));
	return distances.flatMap((name) => {
		if (shown.every(({ steps }) => steps.every((step) => step[name] === null))) return [];
		const series = kinds.flatMap((kind): LineSeries[] => {
			const ofKind = shown.filter((row) => row.kind === kind);
			return ofKind.length === 0 ? [] : [seriesOf(SERIES[kind], ofKind, name)];
		});
		const { title, label } = DISTANCES[name];
		const level = typical[name];
		return [
			linePlot(host, { title: `${what}: ${title}`, subtitle: who, xLabel: unit, yLabel: label }, series, {
				yFrom: 0,
				levels: level === null ? [] : [{ y: level, name: "median of two people" }],
			}),
		];
	});
}

function seriesOf(name: string, rows: readonly SweepRow[], measure: Distance): LineSeries {
	const [first] = rows;
	const points = (first?.steps ?? []).map((step, index) => {
		const sorted = rows.flatMap(({ steps }) => steps[index]?.[measure] ?? []).sort((a, b) => a - b);
		return { x: step.value ?? 0, y: quantile(sorted, 0.5), low: quantile(sorted, 0.1), high: quantile(sorted, 0.9) };
	});
	return { name: `${name} (${rows.length})`, points };
}

function variancePlot(
	host: PlotHost,
	{ cumulativeShares, componentsFor, samples }: DirectionsRecord,
	who: string,
): SvgPlot {
	const points = [{ x: 0, y: 0 }, ...cumulativeShares.map((share, index) => ({ x: index + 1, y: share * 100 }))];
	const words = {
		title: "Variance of w",
		subtitle: [who, `${samples} people`].filter((part) => part !== "").join(", "),
		xLabel: "principal components",
		yLabel: "% of the variance that they hold",
	};
	return linePlot(host, words, [{ name: "variance", points, dots: false }], {
		yFrom: 0,
		yTo: 100,
		marks: [{ x: componentsFor.percent90, name: `90 %: ${componentsFor.percent90} components` }],
	});
}

/** How alike people are, and how many that makes; empty where they were not counted. */
export function peoplePlots(host: PlotHost, { who, record }: PlottedSweep): SvgPlot[] {
	return record.people ? [likenessPlot(host, record.people, who), countPlot(host, record.people, who)] : [];
}

const LIKENESS = "RMS difference of the coarse look, 0 to 1";

function likenessPlot(host: PlotHost, { histograms, threshold, sensitivity }: DistinctPeople, who: string): SvgPlot {
	const rule = `Threshold: ${Math.round(sensitivity * 100)} % of one person's pairs lie below it`;
	return histogramPlot(
		host,
		{
			title: "One person and two people",
			subtitle: [who, rule].filter((part) => part !== "").join(". "),
			...{ xLabel: LIKENESS, yLabel: "% of pairs" },
		},
		[
			{ name: "one person, two views", histogram: histograms.samePerson },
			{ name: "two people", histogram: histograms.differentPeople },
		],
		[{ x: threshold, name: "threshold" }],
	);
}

/** The estimate over all thresholds: how much hangs on it. */
function countPlot(host: PlotHost, people: DistinctPeople, who: string): SvgPlot {
	const { threshold, curve, tail, atLeast, log10TwoToZDim } = people;
	const extrapolated = tail
		? [
				{
					name: "extrapolated",
					points: [{ x: threshold, y: tail.log10People, low: tail.log10Low, high: tail.log10High }],
				},
			]
		: [];
	return linePlot(
		host,
		{
			title: `Distinct people (the report says 10^${log10TwoToZDim.toFixed(0)})`,
			...{ subtitle: who, xLabel: "threshold of that difference, 0 to 1", yLabel: "log₁₀ of the number of people" },
		},
		[
			{
				name: "from collisions",
				points: curve.map(({ threshold: x, log10People, log10Low, log10High }) => {
					return { x, y: log10People, low: log10Low, high: log10High };
				}),
			},
			{ name: "lower end", points: curve.map(({ threshold: x, log10Low }) => ({ x, y: log10Low })), dots: false },
			...extrapolated,
		],
		{
			yFrom: 0,
			marks: [{ x: threshold, name: "threshold" }],
			levels: [{ y: atLeast.log10Low, name: `at least ${Math.floor(10 ** atLeast.log10Low)} (95 %)` }],
		},
	);
}
