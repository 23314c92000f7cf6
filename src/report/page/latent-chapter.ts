/** The chapter about feature editing (E3): entries of the latent, directions in which people vary, how many there are. */

import { withUnmeasured } from "../claims/claim.ts";
import { decimal, percent } from "../claims/number-words.ts";
import { sweepClaims } from "../claims/sweep-claims.ts";
import { componentPlots, entryPlots, type PlottedSweep, peoplePlots } from "../figures/sweep-plots.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { NetworkRuns, ReportContent } from "./content.ts";
import { type Figures, folded } from "./figures.ts";
import { table } from "./html.ts";

const ROWS = "lines are medians over rows, bands hold the middle 80 % of them";

export function latentChapter(host: PlotHost, figures: Figures, { networks }: ReportContent): Chapter {
	const swept = networks.flatMap(({ label, sweep }) => (sweep.result ? [{ about: label, record: sweep.result }] : []));
	const failed = networks.flatMap(({ label, sweep }) => (sweep.result ? [] : [label]));
	const plotted = swept.map(({ about, record }): PlottedSweep => ({ who: `${about}, seed ${record.seed}`, record }));
	const runs = networks.flatMap(({ sweep }) => (sweep.result ? [sweep] : []));
	return {
		id: "feature-editing",
		title: "Feature editing",
		intro:
			"The report set single entries of the latent to −10 … 10 and saw other people at the extremes. It counted two new faces for every entry, so more than 2^512. The latent is normalised before it is used, so entries are not independent. Here every step says how far it goes, random directions are the control, and a birthday test estimates how many people can be told apart.",
		claims: withUnmeasured(sweepClaims(swept), failed),
		figures: {
			"extremes-are-others": [
				figures.plots(
					runs,
					plotted.flatMap((one) => entryPlots(host, one, ["imageDistance"])),
					`How far the picture changes: ${ROWS}`,
				),
				...networks.map(({ label, sweep }) =>
					folded(
						`${label}: one entry at a time, and random directions`,
						figures.pictures(sweep, "one entry at a time", `${label}: entries and random directions, step by step`),
					),
				),
			],
			"entries-are-special": [
				figures.plots(
					runs,
					plotted.flatMap((one) => entryPlots(host, one, ["sphereDegrees", "wDistance"])),
					`How far the latents move: ${ROWS}`,
				),
			],
			"number-of-faces": [
				figures.plots(
					runs,
					plotted.flatMap((one) => peoplePlots(host, one)),
					"How alike people are, and how many that makes",
				),
			],
		},
		more: networks.flatMap((network) => componentFigures(host, figures, network)),
		runs: networks.map(({ sweep }) => sweep),
	};
}

/** The directions in which people vary most. */
function componentFigures(host: PlotHost, figures: Figures, { label, sweep: run }: NetworkRuns): string[] {
	const record = run.result;
	if (!record) return [];
	const { directions } = record;
	const rows = (directions?.principal ?? []).map(({ name, deviation, varianceShare }) => [
		name,
		percent(varianceShare),
		decimal(deviation, 3),
	]);
	const plots = componentPlots(host, { who: `${label}, seed ${record.seed}`, record });
	return [
		folded(`${label}: the directions in which people vary most`, [
			...figures.pictures(run, "principal components of w", `${label}: along the principal components of w`),
			figures.plots([run], plots, `${label}: how far the components move; ${ROWS}`),
			table(
				`${label}: principal components of w over ${directions?.samples ?? 0} people; ${directions?.componentsFor.percent90 ?? 0} hold 90 % of the variance`,
				["component", "share of the variance", "one standard deviation, in w"],
				rows,
			),
		]),
	];
}
