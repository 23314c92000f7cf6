/** The numbers about eyes, for people. */

import type { EyesRecord, LevelSummary } from "../../analysis/eyes/record.ts";
import type { Estimate } from "../../analysis/statistics/bootstrap.ts";
import { textTable } from "../text-table.ts";

export function eyesText(records: readonly EyesRecord[]): string {
	return records.map(oneSubject).join("\n\n");
}

function oneSubject({ subject, summary }: EyesRecord): string {
	const { people, found, slope, apparentSlope, readSlope, levels, usual } = summary;
	const gazes = [
		...(found > 0
			? [`  gaze turns with the camera by ${interval(slope)} (1: locked to it, 0: fixed in the head)`]
			: []),
		...(readSlope.count > 0 ? [`  gaze read from whole pictures turns by ${interval(readSlope)}`] : []),
		...(found > 0 ? [`  with what the depth of the sockets adds: ${interval(apparentSlope)}`] : []),
	];
	const header = ["  surface", "iris over white", "iris over rim", "hollow", "sockets are"];
	return [
		found > 0
			? `${subject}: eyes found in ${found} of ${people} people`
			: `${subject}: no eyes found in ${people} people; the record says why`,
		...gazes,
		...(found > 0 ? [textTable([header, ...levels.map(levelRow)], [3])] : []),
		"  of everybody, where people framed as portraits usually have their eyes:",
		textTable([header, ...usual.map(levelRow)], [3]),
		"  depths in distances between the eyes, positive is convex; intervals: 95 % of the mean over people",
	].join("\n");
}

function levelRow({ level, ballDepth, rimDepth, concaveShare, verdict }: LevelSummary): string[] {
	return [
		level === null ? "  as rendered" : `  sigma ${level}`,
		interval(ballDepth),
		interval(rimDepth),
		concaveShare === null ? "–" : `${Math.round(concaveShare * 100)} %`,
		verdict,
	];
}

function interval({ mean, low, high }: Estimate): string {
	if (mean === null || low === null || high === null) return "–";
	return `${number(mean)} [${number(low)}, ${number(high)}]`;
}

function number(value: number): string {
	const text = Math.abs(value).toFixed(3);
	return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
