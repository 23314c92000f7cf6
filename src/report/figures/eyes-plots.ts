/** Plots of eyes: how the apparent gaze turns with the camera, and how deep the sockets are at every level. */

import { EYE_DEPTHS, type EyesRecord } from "../../analysis/eyes/record.ts";
import { bootstrapMean } from "../../analysis/statistics/bootstrap.ts";
import { mean } from "../../tensor/statistics.ts";
import { type LinePoint, linePlot } from "../plots/line-plot.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";

/** Room for the names of all lines. */
const WIDTH = 640;

/** With the number of people whose eyes were found. */
function nameOf({ subject, summary }: EyesRecord): string {
	return `${subject.replace(/^synthetic /, "")} (${summary.found})`;
}

/** A line for each record, with its interval, and the two answers that there could be. */
export function gazePlot(host: PlotHost, records: readonly EyesRecord[]): SvgPlot {
	const yaws = [...new Set(records.flatMap(({ yaws }) => yaws))].sort((a, b) => a - b);
	const straight = (slope: number): LinePoint[] => yaws.map((yaw) => ({ x: yaw, y: slope * yaw }));
	return linePlot(
		host,
		{
			title: "Gaze against camera",
			xLabel: "true yaw of the camera about the pivot, degrees",
			yLabel: "gaze yaw over its mean, degrees",
		},
		[
			...records.map((record) => ({ name: nameOf(record), points: gazePoints(record) })),
			{ name: "locked", points: straight(1), dots: false },
			{ name: "fixed", points: straight(0), dots: false },
		],
		{ xTicks: yaws, width: WIDTH },
	);
}

/** Mean over people of their gaze, each person's own mean taken off. */
function gazePoints({ people, yaws }: EyesRecord): LinePoint[] {
	const found = people.filter((person) => person.found);
	return yaws.map((yaw) => {
		const values = found.flatMap(({ gaze: { readings } }) => {
			const here = readings.filter(({ poseYaw }) => poseYaw === yaw);
			if (here.length === 0) return [];
			return [mean(here.map(({ gazeYaw }) => gazeYaw)) - mean(readings.map(({ gazeYaw }) => gazeYaw))];
		});
		const { mean: y, low, high } = bootstrapMean(values);
		return { x: yaw, y, low, high };
	});
}

/** Depths over level, a plot for each measure; empty where no levels were measured. */
export function depthPlots(host: PlotHost, records: readonly EyesRecord[]): SvgPlot[] {
	const levels = [...new Set(records.flatMap((record) => record.levels.flatMap((level) => level ?? [])))];
	if (levels.length === 0) return [];
	return EYE_DEPTHS.map(({ key, name }) =>
		linePlot(
			host,
			{ title: name, xLabel: "level of sigma", yLabel: "distances between the eyes; above 0 is convex" },
			records.flatMap((record) => {
				const points = record.summary.levels.flatMap(({ level, [key]: { mean, low, high } }) =>
					level === null ? [] : [{ x: level, y: mean, low, high }],
				);
				return points.length > 0 ? [{ name: nameOf(record), points }] : [];
			}),
			{ xTicks: levels, width: WIDTH, levels: [{ y: 0, name: "flat" }, ...knownLevels(records, key)] },
		),
	);
}

/** Records whose surface is known have one depth, whatever the level. */
function knownLevels(
	records: readonly EyesRecord[],
	key: (typeof EYE_DEPTHS)[number]["key"],
): { readonly y: number; readonly name: string }[] {
	return records.flatMap(({ subject, summary }) => {
		const [first, ...more] = summary.levels;
		const mean = first?.[key].mean;
		return more.length === 0 && typeof mean === "number" ? [{ y: mean, name: subject }] : [];
	});
}
