/** Plots of sweeps: how far steps move, how w varies, how many people there are. */

import type { DistinctPeople } from "../../analysis/people/distinct-people.ts";
import type { DirectionsRecord, SweepRecord } from "../../analysis/sweep/record.ts";
import type { Distances, SweepRow, TypicalDistances } from "../../analysis/sweep/sweep.ts";
import type { RowKind } from "../../analysis/sweep/sweep-rows.ts";
import { quantile } from "../../tensor/statistics.ts";
import { histogramPlot } from "../plots/histogram-plot.ts";
import { type LineSeries, linePlot } from "../plots/line-plot.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";

/** What a sweep has to show: distances over the steps, the variance of w, the people. */
export function sweepPlots(host: PlotHost, { sweep, directions, people, space }: SweepRecord): SvgPlot[] {
	const { rows, typical } = sweep;
	const entries = rows.filter(({ kind }) => kind === "entry" || kind === "random");
	const components = rows.filter(({ kind }) => kind === "component");
	const unit = space === "z" ? "value of the entry" : "steps, standard deviations of the entry";
	return [
		...(entries.length > 0 ? movePlots(host, entries, typical, { what: "Entries", unit }) : []),
		...(components.length > 0
			? movePlots(host, components, typical, { what: "Components", unit: COMPONENT_UNIT })
			: []),
		...(directions ? [variancePlot(host, directions)] : []),
		...(people ? peoplePlots(host, people) : []),
	];
}

const COMPONENT_UNIT = "standard deviations along the component";

const MEASURES: readonly { readonly name: keyof Distances; readonly title: string; readonly label: string }[] = [
	{ name: "sphereDegrees", title: "on the sphere of latents", label: "angle after normalisation, degrees" },
	{ name: "wDistance", title: "in w", label: "distance in w" },
	{ name: "imageDistance", title: "in the image", label: "RMS difference of the raw image, 0 to 1" },
];

const SERIES: { readonly [K in RowKind]: string } = {
	entry: "entries",
	random: "random directions",
	component: "components",
	mix: "mixes",
};

/** Medians over rows, with the middle 80 % of them as a band. */
function movePlots(
	host: PlotHost,
	rows: readonly SweepRow[],
	typical: TypicalDistances,
	{ what, unit }: { readonly what: string; readonly unit: string },
): SvgPlot[] {
	return MEASURES.flatMap(({ name, title, label }) => {
		if (rows.every(({ steps }) => steps.every((step) => step[name] === null))) return [];
		const series = (["entry", "random", "component"] as const).flatMap((kind): LineSeries[] => {
			const ofKind = rows.filter((row) => row.kind === kind);
			return ofKind.length === 0 ? [] : [seriesOf(SERIES[kind], ofKind, name)];
		});
		const level = typical[name];
		return [
			linePlot(host, { title: `${what}: ${title}`, xLabel: unit, yLabel: label }, series, {
				yFrom: 0,
				levels: level === null ? [] : [{ y: level, name: "median of two people" }],
			}),
		];
	});
}

function seriesOf(name: string, rows: readonly SweepRow[], measure: keyof Distances): LineSeries {
	const [first] = rows;
	const points = (first?.steps ?? []).map((step, index) => {
		const sorted = rows.flatMap(({ steps }) => steps[index]?.[measure] ?? []).sort((a, b) => a - b);
		return { x: step.value ?? 0, y: quantile(sorted, 0.5), low: quantile(sorted, 0.1), high: quantile(sorted, 0.9) };
	});
	return { name: `${name} (${rows.length})`, points };
}

function variancePlot(host: PlotHost, { cumulativeShares, componentsFor, samples }: DirectionsRecord): SvgPlot {
	const points = [{ x: 0, y: 0 }, ...cumulativeShares.map((share, index) => ({ x: index + 1, y: share * 100 }))];
	const words = {
		title: "Variance of w",
		subtitle: `${samples} people`,
		xLabel: "principal components",
		yLabel: "% of the variance that they hold",
	};
	return linePlot(host, words, [{ name: "variance", points, dots: false }], {
		yFrom: 0,
		yTo: 100,
		marks: [{ x: componentsFor.percent90, name: `90 %: ${componentsFor.percent90} components` }],
	});
}

function peoplePlots(host: PlotHost, people: DistinctPeople): SvgPlot[] {
	const { histograms, threshold, curve, sensitivity, tail, atLeast } = people;
	const distance = "RMS difference of the coarse look, 0 to 1";
	const histogram = histogramPlot(
		host,
		{ title: "One person and two people", xLabel: distance, yLabel: "% of pairs" },
		[
			{ name: "one person, two views", histogram: histograms.samePerson },
			{ name: "two people", histogram: histograms.differentPeople },
		],
		[{ x: threshold, name: `threshold: ${Math.round(sensitivity * 100)} % of one person's pairs lie below` }],
	);
	const estimate = linePlot(
		host,
		{
			title: `Distinct people (the report says 10^${people.log10TwoToZDim.toFixed(0)})`,
			xLabel: `threshold: ${distance}`,
			yLabel: "log₁₀ of the number of people",
		},
		[
			{
				name: "from collisions",
				points: curve.map(({ threshold: x, log10People, log10Low, log10High }) => {
					return { x, y: log10People, low: log10Low, high: log10High };
				}),
			},
			{ name: "lower end", points: curve.map(({ threshold: x, log10Low }) => ({ x, y: log10Low })), dots: false },
			...(tail
				? [
						{
							name: "extrapolated",
							points: [{ x: threshold, y: tail.log10People, low: tail.log10Low, high: tail.log10High }],
						},
					]
				: []),
		],
		{
			yFrom: 0,
			marks: [{ x: threshold, name: "threshold" }],
			levels: [{ y: atLeast.log10Low, name: `at least ${Math.floor(10 ** atLeast.log10Low)} (95 %)` }],
		},
	);
	return [histogram, estimate];
}
