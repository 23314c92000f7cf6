/** Plots of eyes: how the gaze turns with the camera, and how deep the sockets are at every level. */

import { EYE_DEPTHS, type EyesRecord, type EyesSummary, type LevelSummary } from "../../analysis/eyes/record.ts";
import { bootstrapMean } from "../../analysis/statistics/bootstrap.ts";
import { mean } from "../../tensor/statistics.ts";
import { hasInterval } from "../claims/claim.ts";
import { type LinePoint, type LineSeries, linePlot } from "../plots/line-plot.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";
import { estimatePoint } from "./estimate-points.ts";

/** Synthetic heads are the control: where they look is known. */
const CONTROLS: Readonly<Record<string, string>> = {
	"synthetic heads, gaze camera": "control, looks at the camera",
	"synthetic heads, gaze free": "control, looks anywhere",
};

/** A subject as figures and tables call it. */
export function subjectName(subject: string): string {
	return CONTROLS[subject] ?? subject;
}

export function isControl(subject: string): boolean {
	return subject in CONTROLS;
}

/** Everything that records have to show; empty where no eyes were found and nothing was read. */
export function eyesPlots(host: PlotHost, records: readonly EyesRecord[]): SvgPlot[] {
	return [...gazePlots(host, records), ...depthPlots(host, records)];
}

/** How the gaze turns with the camera: of the irises that were found, and as a reader sees it in whole pictures. */
export function gazePlots(host: PlotHost, records: readonly EyesRecord[]): SvgPlot[] {
	return [
		gazePlot(host, "Gaze against camera: irises that were found", records, irisGazes),
		gazePlot(host, "Gaze against camera: whole pictures", records, readGazes),
	].flat();
}

/** For each person that was measured, the gaze over its own mean at every yaw of the camera; `null` where unknown. */
type Gazes = (record: EyesRecord) => readonly (readonly (number | null)[])[];

/** A line for each record, and the two answers that there could be. */
function gazePlot(host: PlotHost, title: string, records: readonly EyesRecord[], gazes: Gazes): SvgPlot[] {
	const measured = records.flatMap((record, colour): LineSeries[] => {
		const people = gazes(record);
		if (people.length === 0) return [];
		const points = record.yaws.map((yaw, index) =>
			estimatePoint(yaw, bootstrapMean(people.map((person) => person[index] ?? null))),
		);
		return [{ name: `${subjectName(record.subject)} (${people.length})`, points, colour }];
	});
	if (measured.length === 0) return [];
	const yaws = [...new Set(records.flatMap((record) => record.yaws))].sort((a, b) => a - b);
	const straight = (slope: number): LinePoint[] => yaws.map((yaw) => ({ x: yaw, y: slope * yaw }));
	return [
		linePlot(
			host,
			{
				...{ title, subtitle: "In brackets: people" },
				...{ xLabel: "true yaw of the camera, degrees", yLabel: "gaze yaw over its mean, degrees" },
			},
			[
				...measured,
				{ name: "follows the camera", points: straight(1), dots: false, colour: "reference" },
				{ name: "fixed in the head", points: straight(0), dots: false, colour: "reference" },
			],
			{ xTicks: yaws },
		),
	];
}

const irisGazes: Gazes = ({ people, yaws }) =>
	people.flatMap((person) => {
		if (!(person.found && person.gaze.readings.length > 0)) return [];
		const { readings } = person.gaze;
		const middle = mean(readings.map(({ gazeYaw }) => gazeYaw));
		const here = yaws.map((yaw) => readings.filter(({ poseYaw }) => poseYaw === yaw).map(({ gazeYaw }) => gazeYaw));
		return [here.map((found) => (found.length > 0 ? mean(found) - middle : null))];
	});

const readGazes: Gazes = ({ people }) =>
	people.flatMap(({ reading }) => {
		const finite = (reading?.gazeYaws ?? []).filter(Number.isFinite);
		if (!reading || finite.length === 0) return [];
		const middle = mean(finite);
		return [reading.gazeYaws.map((yaw) => (Number.isFinite(yaw) ? yaw - middle : null))];
	});

/** Depths at every level, and whether they were measured where eyes usually are. */
export interface ShownLevels {
	readonly levels: readonly LevelSummary[];
	readonly usual: boolean;
}

/** Of the eyes that were found; where those are too few for an interval, where eyes usually are. */
export function shownLevels({ levels, usual }: EyesSummary): ShownLevels {
	const enough = (summaries: readonly LevelSummary[]): boolean =>
		summaries.some(({ ballDepth }) => hasInterval(ballDepth));
	return !enough(levels) && enough(usual) ? { levels: usual, usual: true } : { levels, usual: false };
}

/** Depths over level, a plot for each measure; empty where no levels were measured. */
export function depthPlots(host: PlotHost, records: readonly EyesRecord[]): SvgPlot[] {
	const levels = [...new Set(records.flatMap((record) => record.levels.flatMap((level) => level ?? [])))];
	if (levels.length === 0) return [];
	const controls = records.filter(({ subject }) => isControl(subject));
	return EYE_DEPTHS.flatMap(({ key, name }) => {
		const series = records.flatMap((record, colour) => depthSeries(record, key).map((one) => ({ ...one, colour })));
		if (series.length === 0) return [];
		const known = controls.flatMap(({ subject, summary }) => {
			const { mean: y } = summary.levels[0]?.[key] ?? { mean: null };
			return y === null ? [] : [{ y, name: subjectName(subject) }];
		});
		const words = {
			...{ title: name, subtitle: "Dashed: control, whose surface is known. In brackets: people" },
			...{ xLabel: "level of sigma", yLabel: "distances between the eyes; above 0 is convex" },
		};
		return [linePlot(host, words, series, { xTicks: levels, levels: known })];
	});
}

function depthSeries({ subject, summary }: EyesRecord, key: "ballDepth" | "rimDepth"): LineSeries[] {
	const shown = shownLevels(summary);
	const known = shown.levels.flatMap(({ level, [key]: estimate }) =>
		level === null || estimate.count === 0 ? [] : [{ level, estimate }],
	);
	const people = Math.max(0, ...known.map(({ estimate }) => estimate.count));
	const place = shown.usual ? ", usual place" : "";
	const points = known.map(({ level, estimate }) => estimatePoint(level, estimate));
	return points.length > 0 ? [{ name: `${subjectName(subject)} (${people}${place})`, points }] : [];
}
