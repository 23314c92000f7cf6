/** Lines of `stats.jsonl` as series over thousands of images, thinned so that a page stays small. */

import { mean } from "../../tensor/statistics.ts";
import type { LinePoint } from "../plots/line-plot.ts";

/** Means by name, of one tick. */
export type StatsRow = ReadonlyMap<string, number>;

export const KIMG = "Progress/kimg";
const MOST_POINTS = 300;

/** Means of a line's values; `null` for a line that is broken. */
export function statsRow(line: string): StatsRow | null {
	try {
		const entries = Object.entries(JSON.parse(line) as Readonly<Record<string, { readonly mean?: unknown } | null>>);
		const means = entries.flatMap(([name, value]): [string, number][] => {
			const mean = typeof value === "object" ? value?.mean : undefined;
			return typeof mean === "number" ? [[name, mean]] : [];
		});
		const row = new Map(means);
		return row.has(KIMG) ? row : null;
	} catch {
		return null;
	}
}

/** One value over the ticks that have it; neighbours are averaged where there are more than 300. */
export function seriesOf(rows: readonly StatsRow[], name: string): LinePoint[] {
	const points = rows.flatMap((row) => {
		const [x, y] = [row.get(KIMG), row.get(name)];
		return x === undefined || y === undefined ? [] : [{ x, y }];
	});
	const group = Math.ceil(points.length / MOST_POINTS);
	if (group <= 1) return points;
	return Array.from({ length: Math.ceil(points.length / group) }, (_, index) => {
		const part = points.slice(index * group, (index + 1) * group);
		return { x: mean(part.map(({ x }) => x)), y: mean(part.map(({ y }) => y)) };
	});
}
