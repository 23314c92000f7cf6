/** The chapter about the volume (E2): one steep view taken apart. */

import { withUnmeasured } from "../claims/claim.ts";
import { decimal, percent } from "../claims/number-words.ts";
import { panelClaim } from "../claims/volume-claims.ts";
import { rayPlots } from "../figures/volume-plots.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { NetworkRuns, ReportContent } from "./content.ts";
import { type Figures, paragraph, table } from "./html.ts";

export function volumeChapter(host: PlotHost, figures: Figures, { networks }: ReportContent): Chapter {
	return {
		id: "volume",
		title: "Inside the volume",
		body: [
			paragraph(
				"To say why borders are dark the report showed density and colour of “channels” of one steep view. Those panels are importance samples by their index, which stand at another depth in every pixel. They are shown once more, with their depths; before them, what can be seen: slices at fixed depths that add up to the picture, rays of single pixels, and cross-sections.",
			),
			...networks.flatMap((network) => networkFigures(host, figures, network)),
		],
		claims: withUnmeasured(
			[
				panelClaim(
					networks.flatMap(({ label, volume }) => (volume.result ? [{ about: label, record: volume.result }] : [])),
				),
			],
			networks.flatMap(({ label, volume }) => (volume.result ? [] : [label])),
		),
		runs: networks.map(({ volume }) => volume),
	};
}

function networkFigures(host: PlotHost, figures: Figures, { label, volume: run }: NetworkRuns): string[] {
	const record = run.result;
	if (!record) return [];
	const who = `${label}, seed ${record.seed}`;
	const rows = record.slices.map(({ from, to, meanDensity, largestDensity, meanWeight }) => [
		`${decimal(from, 3)} – ${decimal(to, 3)}`,
		...[meanDensity, largestDensity].map((density) => decimal(density, 2)),
		percent(meanWeight),
	]);
	const { darkFraction, darkMissedFraction, darkHitFraction } = record.dark;
	const dark = `${percent(darkFraction)} of this view is dark: ${percent(darkMissedFraction)} since nothing was hit, ${percent(darkHitFraction)} though something was.`;
	return [
		figures.pictures(run, "maps of the view", `${who}: picture, opacity, depth and normals of the view`),
		figures.pictures(
			run,
			"slices at fixed depths",
			`${who}: density, colour, light stopped and what it adds, slice by slice`,
		),
		table(
			`${who}: slices along the rays. ${dark}`,
			["depth, world units", "mean density", "largest", "light stopped"],
			rows,
		),
		figures.plots(
			run,
			rayPlots(host, record.rays),
			`${who}: sigma, light left and light stopped along the rays of the marked pixels`,
		),
		figures.pictures(run, "cross-sections", `${who}: the volume across its axes`),
		figures.pictures(run, "the report's panels", `${who}: the report's own panels, and the depths they really have`),
	];
}
