/** The chapter about eyes (E4): gaze, sockets, and the cropped region. */

import type { EyesRecord, LevelSummary } from "../../analysis/eyes/record.ts";
import { withUnmeasured } from "../claims/claim.ts";
import { eyeClaims } from "../claims/eye-claims.ts";
import { interval, percent } from "../claims/number-words.ts";
import { depthPlots, gazePlots, isControl, subjectName } from "../figures/eyes-plots.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { ReportContent } from "./content.ts";
import { type Figures, folded } from "./figures.ts";
import { paragraph, table } from "./html.ts";
import { meshFigure } from "./mesh-figure.ts";

export function eyesChapter(host: PlotHost, figures: Figures, { networks, differ }: ReportContent): Chapter {
	const measured = networks.flatMap(({ label, eyes, shapes, eyeRegion }) => {
		const record = eyes.result?.[0];
		const boxWarp = shapes.result?.[0]?.boxWarp ?? eyeRegion.result?.[0]?.boxWarp ?? null;
		return record ? [{ about: label, record, boxWarp }] : [];
	});
	const failed = networks.flatMap(({ label, eyes }) => (eyes.result ? [] : [label]));
	const runs = networks.flatMap(({ eyes }) => (eyes.result ? [eyes] : []));
	const records = withOneControl(networks.map(({ eyes }) => eyes.result ?? []));
	return {
		id: "eyes",
		title: "Eyes",
		intro:
			"The report saw eyes that stay on the camera and hollow sockets, and cut out the region of the eyes for others to work on. Both are measured here. Synthetic heads are the control: their eyes are balls, and where they look is known.",
		claims: withUnmeasured(eyeClaims(measured, differ), failed),
		figures: {
			"eyes-follow": [
				figures.plots(runs, gazePlots(host, records), "Gaze against the camera; bands are 95 % bootstrap intervals"),
				table("Slope of the gaze: 1 follows the camera, 0 is fixed in the head", GAZE_HEAD, records.map(gazeRow)),
				...unseen(records),
				...networks.map(({ label, eyes }) =>
					folded(
						`${label}: eyes from every yaw`,
						figures.pictures(eyes, "eye pictures", "Eyes against the camera's yaw, irises that were found marked"),
					),
				),
			],
			"sockets-concave": [
				figures.plots(runs, depthPlots(host, records), "Depth of the iris; bands are 95 % bootstrap intervals"),
				folded("Depths in numbers", [
					table("Distances between the eyes; positive is convex", DEPTH_HEAD, records.flatMap(depthRows), [0, 1, 2]),
				]),
			],
			"eyes-in-crop": networks.map(({ label, eyeRegion }) =>
				meshFigure(figures, eyeRegion, `${label}: the report's region of the eyes, 50 to 63 % of the height`),
			),
		},
		more: [],
		runs: networks.flatMap(({ eyes, eyeRegion }) => [eyes, eyeRegion]),
	};
}

/** The networks, then the control of the first one that has it: it is the same for all. */
function withOneControl(results: readonly (readonly EyesRecord[])[]): EyesRecord[] {
	const control = ({ subject }: EyesRecord): boolean => isControl(subject);
	const first = results.find((records) => records.some(control)) ?? [];
	return [...results.flatMap((records) => records.filter((record) => !control(record))), ...first.filter(control)];
}

const GAZE_HEAD = ["who", "eyes found", "irises", "irises, with what hollow sockets add", "whole pictures"];

function gazeRow({ subject, summary }: EyesRecord): string[] {
	const { found, people, slope, apparentSlope, readSlope } = summary;
	const slopes = [slope, apparentSlope, readSlope].map((estimate) => interval(estimate, 2));
	return [subjectName(subject), `${found} of ${people}`, ...slopes];
}

function unseen(records: readonly EyesRecord[]): string[] {
	const all = records.every(({ summary }) => summary.found === summary.people);
	return all ? [] : [paragraph("Why eyes were not found is in the records, for every person.")];
}

const DEPTH_HEAD = ["who", "where", "surface", "people", "iris over white", "iris over rim", "hollow"];

/** Of the eyes that were found, and of the places where eyes usually are. */
function depthRows({ subject, summary }: EyesRecord): string[][] {
	const row = (where: string, { level, ballDepth, rimDepth, concaveShare }: LevelSummary): string[][] => {
		if (ballDepth.count === 0) return [];
		const surface = level === null ? "as rendered" : `sigma ${level}`;
		const hollow = concaveShare === null ? "–" : percent(concaveShare, 0);
		return [
			[subjectName(subject), where, surface, `${ballDepth.count}`, interval(ballDepth), interval(rimDepth), hollow],
		];
	};
	return [
		...summary.levels.flatMap((level) => row("eyes found", level)),
		...summary.usual.flatMap((level) => row("usual place", level)),
	];
}
