/** The chapter about steep angles (E1). */

import { angleClaims } from "../claims/angle-claims.ts";
import { anglesCells, anglesCurves, anglesDifferences, type MeasureName } from "../figures/angles-plots.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { ReportContent } from "./content.ts";
import { type Figures, folded } from "./figures.ts";
import { paragraph } from "./html.ts";

export function anglesChapter(host: PlotHost, figures: Figures, { angles: run, differ }: ReportContent): Chapter {
	const record = run.result;
	const bands = bandsOf(record?.statisticsSeeds.length ?? 0);
	const curves = (...names: MeasureName[]): SvgPlot[] => (record ? anglesCurves(host, record, names) : []);
	const two = record?.networks.length === 2;
	return {
		id: "steep-angles",
		title: "Steep angles",
		intro:
			"The report looked at people from 25 sides, yaw and pitch parameter from −π/3 to π/3. It saw black borders and blurred backs of heads with one network, and less of both with another. Here the same views are measured. Angles in figures are true angles, which the parameters are not.",
		claims: record ? angleClaims(record, differ) : [],
		figures: {
			"borders-dark": [
				figures.plots([run], curves("borderDarkFraction", "darkFraction"), `Dark pixels, at true pitch 0: ${bands}`),
				folded(
					"Every view of the people shown, with its numbers",
					figures.pictures(run, "pose grid", "Views, with dark pixels, mean opacity and sharpness under each"),
				),
			],
			"backs-blurred": [
				figures.plots([run], curves("backSharpness", "frontSharpness"), `Sharpness of the head: ${bands}`),
			],
			"rebalanced-mends": [two ? paragraph("The curves above show both networks, border and back of the head.") : ""],
			"poses-cause": [
				figures.plots(
					[run],
					record ? anglesDifferences(host, record) : [],
					`The first network minus the second: ${bands}`,
				),
			],
		},
		more: [
			folded("Means of every pose of the grid", [
				figures.plots([run], record ? anglesCells(host, record) : [], "Means over people, for every pose of the grid"),
			]),
		],
		runs: [run],
	};
}

/** How means and bands of curves come about. */
export function bandsOf(people: number): string {
	return `means over ${people} people, bands are 95 % bootstrap intervals`;
}
