/** The result of `triplane metrics` for people. */

import type { Measured } from "../../analysis/metrics/compare-features.ts";
import type { MetricValue } from "../../analysis/metrics/estimate.ts";
import { textTable } from "../text-table.ts";

export interface MeasuredSets {
	readonly network: Measured;
	readonly floor: Measured | null;
	readonly ceiling: Measured | null;
}

export function metricsText({ network, floor, ceiling }: MeasuredSets): string {
	const header = [
		"",
		"value",
		"95 % interval",
		"interval from",
		...(floor ? ["floor"] : []),
		...(ceiling ? ["ceiling"] : []),
	];
	const bound = (set: Measured | null, name: string): string[] => (set ? [number(set[name]?.value)] : []);
	const rows = Object.entries(network).map(([name, { value, interval, intervalFrom }]) => [
		name,
		number(value),
		interval ? `${number(interval[0])} … ${number(interval[1])}` : "–",
		INTERVALS[intervalFrom],
		...bound(floor, name),
		...bound(ceiling, name),
	]);
	return textTable([header, ...rows], [1, 4, 5]);
}

const INTERVALS: Readonly<Record<MetricValue["intervalFrom"], string>> = {
	repetitions: "repetitions",
	items: "people or images",
	jackknife: "jackknife",
	shares: "Wilson",
	none: "",
};

function number(value: number | undefined): string {
	return value === undefined ? "–" : value.toPrecision(4);
}
