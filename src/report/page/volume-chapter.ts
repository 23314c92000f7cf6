/** The chapter about the volume (E2): why pixels are dark, and one steep view taken apart. */

import type { DarkShares } from "../../analysis/angles/dark-pixels.ts";
import { withUnmeasured } from "../claims/claim.ts";
import { decimal, percent } from "../claims/number-words.ts";
import { darknessClaims, panelClaim } from "../claims/volume-claims.ts";
import { anglesCurves, type MeasureName } from "../figures/angles-plots.ts";
import { rayPlots } from "../figures/volume-plots.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";
import { bandsOf } from "./angles-chapter.ts";
import type { Chapter } from "./chapter.ts";
import type { NetworkRuns, ReportContent } from "./content.ts";
import { type Figures, folded } from "./figures.ts";
import { table } from "./html.ts";

export function volumeChapter(host: PlotHost, figures: Figures, { angles, networks }: ReportContent): Chapter {
	const record = angles.result;
	const bands = bandsOf(record?.statisticsSeeds.length ?? 0);
	const curves = (...names: MeasureName[]): SvgPlot[] => (record ? anglesCurves(host, record, names) : []);
	const looked = networks.flatMap(({ label, volume }) =>
		volume.result ? [{ about: label, record: volume.result }] : [],
	);
	const failed = networks.flatMap(({ label, volume }) => (volume.result ? [] : [label]));
	return {
		id: "volume",
		title: "Inside the volume",
		intro:
			"To say why borders are dark, the report showed density and colour of “channels” of one steep view. Those panels are importance samples by their index, which stand at another depth in every pixel. Here dark pixels of many people are counted by their cause, and one view is taken apart at fixed depths.",
		claims: [...(record ? darknessClaims(record) : []), ...withUnmeasured([panelClaim(looked)], failed)],
		figures: {
			"dark-since-missed": [
				figures.plots([angles], curves("darkMissedFraction", "missedFraction"), `Rays that hit nothing: ${bands}`),
				folded(
					"Why each dark pixel is dark, for every view of the people shown",
					figures.pictures(angles, "dark pixels", "Dark pixels by their cause"),
				),
				...networks.flatMap((network) => viewFigures(host, figures, network)),
			],
			"dark-though-hit": [
				figures.plots([angles], curves("darkHitFraction", "meanOpacity"), `Rays that were stopped: ${bands}`),
			],
			"panels-are-channels": networks.flatMap((network) => panelFigures(figures, network)),
		},
		more: networks.map(({ label, volume }) =>
			folded(
				`${label}: the volume across its axes`,
				figures.pictures(volume, "cross-sections", `${whose(label, volume)}: cross-sections of the whole box`),
			),
		),
		runs: networks.map(({ volume }) => volume),
	};
}

function whose(label: string, { result }: NetworkRuns["volume"]): string {
	return result ? `${label}, seed ${result.seed}` : label;
}

/** The view as a whole, and what happens along single rays. */
function viewFigures(host: PlotHost, figures: Figures, { label, volume: run }: NetworkRuns): string[] {
	if (!run.result) return [];
	return [
		...figures.pictures(
			run,
			"maps of the view",
			`${whose(label, run)}: one steep view. ${darknessOf(run.result.dark)}`,
		),
		folded(`${label}: along the rays of the marked pixels`, [
			figures.plots(
				[run],
				rayPlots(host, run.result.rays),
				`${whose(label, run)}: sigma, light left and light stopped`,
			),
		]),
	];
}

function darknessOf({ darkFraction, darkMissedFraction, darkHitFraction }: DarkShares): string {
	if (darkFraction === 0) return "None of it is dark";
	return `${percent(darkFraction)} of it is dark: ${percent(darkMissedFraction)} where nothing was hit, ${percent(darkHitFraction)} where something was`;
}

/** The report's panels, and slices that are at one depth each. */
function panelFigures(figures: Figures, { label, volume: run }: NetworkRuns): string[] {
	if (!run.result) return [];
	const rows = run.result.slices.map(({ from, to, meanDensity, largestDensity, meanWeight }) => [
		`${decimal(from, 3)} – ${decimal(to, 3)}`,
		...[meanDensity, largestDensity].map((density) => decimal(density, 2)),
		percent(meanWeight),
	]);
	return [
		...figures.pictures(
			run,
			"the report's panels",
			`${whose(label, run)}: the report's panels, and the depths they have`,
		),
		folded(`${label}: slices at fixed depths, which add up to the picture`, [
			...figures.pictures(
				run,
				"slices at fixed depths",
				`${whose(label, run)}: density, colour, light stopped, contribution`,
			),
			table(
				`${whose(label, run)}: slices along the rays`,
				["depth, world units", "mean density", "largest", "light stopped"],
				rows,
			),
		]),
	];
}
