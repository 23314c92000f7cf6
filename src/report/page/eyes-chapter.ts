/** The chapter about eyes (E4): gaze, sockets, and the cropped region. */

import type { EyesRecord } from "../../analysis/eyes/record.ts";
import { withUnmeasured } from "../claims/claim.ts";
import { eyeClaims } from "../claims/eye-claims.ts";
import { interval, percent } from "../claims/number-words.ts";
import { depthPlots, gazePlot } from "../figures/eyes-plots.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { NetworkRuns, ReportContent } from "./content.ts";
import { type Figures, paragraph, table } from "./html.ts";
import { meshFigure } from "./shapes-chapter.ts";

export function eyesChapter(host: PlotHost, figures: Figures, { networks, differ }: ReportContent): Chapter {
	const measured = networks.flatMap(({ label, eyes, shapes, eyeRegion }) => {
		const record = eyes.result?.[0];
		const boxWarp = shapes.result?.[0]?.boxWarp ?? eyeRegion.result?.[0]?.boxWarp ?? null;
		return record ? [{ about: label, record, boxWarp }] : [];
	});
	return {
		id: "eyes",
		title: "Eye rendering",
		body: [
			paragraph(
				"The report saw eyes that stay on the camera and hollow sockets, and cut out the region of the eyes for others to work on. Both are measured here, with synthetic heads as a control: their eyes are balls, and look at the camera or do not, as is known.",
			),
			...networks.flatMap((network) => networkFigures(host, figures, network)),
		],
		claims: withUnmeasured(
			eyeClaims(measured, differ),
			networks.flatMap(({ label, eyes }) => (eyes.result ? [] : [label])),
		),
		runs: networks.flatMap(({ eyes, eyeRegion }) => [eyes, eyeRegion]),
	};
}

function networkFigures(host: PlotHost, figures: Figures, { label, eyes, eyeRegion }: NetworkRuns): string[] {
	const records = eyes.result ?? [];
	const seen = records.filter(({ summary }) => summary.found > 0);
	return [
		figures.pictures(eyes, "eye pictures", `${label} and its control: eyes against the camera's yaw`),
		seen.length > 0
			? figures.plots(
					eyes,
					[gazePlot(host, seen), ...depthPlots(host, seen)],
					`${label} and its control: gaze against the camera, and depth of the iris over levels of sigma; bands are 95 % bootstrap intervals`,
				)
			: "",
		table(
			`${label} and its control, in distances between the eyes; positive is convex`,
			["who", "surface", "iris over white", "iris over rim", "hollow", "gaze slope", "read slope"],
			records.flatMap(levelRows),
			[0, 1],
		),
		...unseen(records),
		meshFigure(figures, eyeRegion, `${label}: the report's region of the eyes, 50 to 63 % of the height`),
	];
}

function levelRows({ subject, summary }: EyesRecord): string[][] {
	return summary.levels.map(({ level, ballDepth, rimDepth, concaveShare }) => [
		`${subject} (${summary.found} of ${summary.people})`,
		level === null ? "as rendered" : `sigma ${level}`,
		interval(ballDepth),
		interval(rimDepth),
		concaveShare === null ? "–" : percent(concaveShare, 0),
		interval(summary.slope, 2),
		interval(summary.readSlope, 2),
	]);
}

/** Why eyes were not found, each reason once. */
function unseen(records: readonly EyesRecord[]): string[] {
	return records.flatMap(({ subject, people }) => {
		const reasons = new Set(people.flatMap((person) => (person.found ? [] : [person.reason])));
		return reasons.size > 0 ? [paragraph(`Eyes not found, ${subject}: ${[...reasons].join("; ")}.`)] : [];
	});
}
