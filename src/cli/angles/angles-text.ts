/** Steep angles as a table for people. */

import type { AnglesRecord, NetworkAngles } from "../../analysis/angles/record.ts";
import type { ViewMeasures } from "../../analysis/angles/view-measures.ts";
import { mean } from "../../tensor/statistics.ts";
import { textTable } from "../text-table.ts";

const HEADER = [
	"pitch",
	"yaw",
	"true pitch",
	"true yaw",
	"dark",
	"nothing hit",
	"hit, dark",
	"opacity",
	"back",
	"front",
];

/** One row per pose: means over the seeds of the statistics, or over those that are shown where there are none. */
export function anglesText({ networks, statisticsSeeds }: AnglesRecord): string {
	return networks.map((network) => networkText(network, statisticsSeeds)).join("\n\n");
}

function networkText({ name, grid, people }: NetworkAngles, statisticsSeeds: readonly number[]): string {
	const counted = statisticsSeeds.length > 0 ? people.filter(({ seed }) => statisticsSeeds.includes(seed)) : people;
	const rows = grid.flatMap((places, row) =>
		places.map((place, column) => {
			const cells = counted.flatMap((person) => person.grid[row]?.[column] ?? []);
			const of = (pick: keyof ViewMeasures): number | null => meanOf(cells.map((cell) => cell[pick]));
			return [
				...[place.publishedPitch.toFixed(3), place.publishedYaw.toFixed(3)],
				...[`${place.trueDegrees.pitch.toFixed(1)}°`, `${place.trueDegrees.yaw.toFixed(1)}°`],
				...[percent(of("darkFraction")), percent(of("darkMissedFraction")), percent(of("darkHitFraction"))],
				...[plain(of("meanOpacity")), plain(of("backSharpness")), plain(of("frontSharpness"))],
			];
		}),
	);
	const table = textTable([HEADER, ...rows], [...HEADER.keys()]);
	return `${name}, means over ${counted.length} ${counted.length === 1 ? "seed" : "seeds"}:\n${table}`;
}

function meanOf(values: readonly (number | null)[]): number | null {
	const present = values.filter((value) => value !== null);
	return present.length === 0 ? null : mean(present);
}

function percent(value: number | null): string {
	return value === null ? "–" : `${(value * 100).toFixed(1)} %`;
}

function plain(value: number | null): string {
	return value === null ? "–" : value.toFixed(3);
}
