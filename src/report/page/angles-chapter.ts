/** The chapter about steep angles, and why pixels are dark there (E1, and the numbers of E2). */

import { angleClaims } from "../claims/angle-claims.ts";
import { darknessClaims } from "../claims/volume-claims.ts";
import { anglesCells, anglesCurves } from "../figures/angles-plots.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { ReportContent } from "./content.ts";
import { type Figures, paragraph } from "./html.ts";

export function anglesChapter(host: PlotHost, figures: Figures, { angles: run, differ }: ReportContent): Chapter {
	const record = run.result;
	const people = record?.statisticsSeeds.length ?? 0;
	const bands = `means over ${people} people, bands are 95 % bootstrap intervals`;
	return {
		id: "steep-angles",
		title: "Steep angle analysis",
		body: [
			paragraph(
				"The report looked at people from 25 sides, yaw and pitch parameter from −π/3 to π/3, saw black borders and blurred backs of heads with one network, and less of both with another. The same views, measured: the sheets name the true angles, which the parameters are not, and the numbers of every picture.",
			),
			figures.pictures(
				run,
				"pose grid",
				"People from all sides, with the share of dark pixels, mean opacity and sharpness under each view",
			),
			figures.pictures(
				run,
				"dark pixels",
				"The same views: why each dark pixel is dark, since nothing was hit or though something was",
			),
			record
				? figures.plots(run, anglesCurves(host, record), `Every measure over the true yaw, at true pitch 0: ${bands}`)
				: "",
			record
				? figures.plots(run, anglesCells(host, record), `Means of every pose of the grid over ${people} people`)
				: "",
		],
		claims: record ? [...angleClaims(record, differ), ...darknessClaims(record)] : [],
		runs: [run],
	};
}
