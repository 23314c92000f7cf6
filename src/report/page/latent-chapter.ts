/** The chapter about feature editing (E3): entries of the latent, directions in which people vary, how many there are. */

import { withUnmeasured } from "../claims/claim.ts";
import { decimal, percent } from "../claims/number-words.ts";
import { sweepClaims } from "../claims/sweep-claims.ts";
import { sweepPlots } from "../figures/sweep-plots.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { NetworkRuns, ReportContent } from "./content.ts";
import { type Figures, paragraph, table } from "./html.ts";

export function latentChapter(host: PlotHost, figures: Figures, { networks }: ReportContent): Chapter {
	return {
		id: "feature-editing",
		title: "Feature editing",
		body: [
			paragraph(
				"The report set single entries of the latent to −10 … 10, saw other people at the extremes, and counted: two new faces for every entry, so more than 2^512. The latent is normalised before it is used, so that entries are not independent. Here every step says how far it goes, random directions are the control, and a birthday test estimates how many people can be told apart.",
			),
			...networks.flatMap((network) => networkFigures(host, figures, network)),
		],
		claims: withUnmeasured(
			sweepClaims(
				networks.flatMap(({ label, sweep }) => (sweep.result ? [{ about: label, record: sweep.result }] : [])),
			),
			networks.flatMap(({ label, sweep }) => (sweep.result ? [] : [label])),
		),
		runs: networks.map(({ sweep }) => sweep),
	};
}

function networkFigures(host: PlotHost, figures: Figures, { label, sweep: run }: NetworkRuns): string[] {
	const record = run.result;
	if (!record) return [];
	const who = `${label}, seed ${record.seed}`;
	const { directions } = record;
	const principal = (directions?.principal ?? []).map(({ name, deviation, varianceShare }) => [
		name,
		percent(varianceShare),
		decimal(deviation, 3),
	]);
	return [
		figures.pictures(run, "one entry at a time", `${who}: one entry at a time, with random directions as control`),
		figures.pictures(run, "principal components of w", `${who}: the directions in which people vary most`),
		table(
			`${label}: principal components of w over ${directions?.samples ?? 0} people; ${directions?.componentsFor.percent90 ?? 0} hold 90 % of the variance`,
			["component", "share of the variance", "one standard deviation, in w"],
			principal,
		),
		figures.plots(
			run,
			sweepPlots(host, record),
			`${who}: how far steps go; lines are medians over rows, bands the middle 80 % of them; and how alike people are`,
		),
	];
}
