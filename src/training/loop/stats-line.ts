/** Lines of `stats.jsonl` and `metrics.jsonl`, laid out as the published trainer's: every value has num, mean and std. */

import { type Statistic, singleValues } from "./statistics.ts";
import type { TickReport } from "./training-loop.ts";

/** A tick. @param extra  more values by name, such as memory */
export function statsLine(
	report: TickReport,
	timestamp: number,
	extra: ReadonlyMap<string, number> = new Map(),
): string {
	const { tickSeconds, imagesPerSecond, shares } = report;
	return tickLine(report.statistics, timestamp, [
		["Progress/tick", report.tick],
		...progress(report.images),
		["Progress/step", report.step],
		["Progress/neural_rendering_resolution", report.renderingResolution],
		["Progress/blur_sigma", report.blurSigma],
		["Progress/swap_prob", report.swapProbability],
		["Progress/augment", report.augmentProbability],
		["Progress/sanitized_gradients", report.sanitized],
		["Timing/total_sec", report.seconds],
		["Timing/sec_per_tick", tickSeconds],
		["Timing/sec_per_kimg", 1000 / imagesPerSecond],
		["Timing/images_per_sec", imagesPerSecond],
		["Timing/maintenance_sec", (shares.maintenance ?? 0) * tickSeconds],
		...Object.entries(shares).map(([share, part]): [string, number] => [`Timing/share/${share}`, part]),
		...extra,
	]);
}

/** Statistics of a tick, with other values of it. */
export function tickLine(
	statistics: ReadonlyMap<string, Statistic>,
	timestamp: number,
	values: readonly (readonly [name: string, value: number])[],
): string {
	return JSON.stringify({ ...Object.fromEntries(statistics), ...singleValues(values), timestamp });
}

/** What was measured of a network that so many images had been shown to. */
export function metricsLine(images: number, results: Iterable<readonly [name: string, value: number]>): string {
	return JSON.stringify(singleValues([...progress(images), ...results]));
}

/** How far a run is. */
export function progress(images: number): readonly (readonly [name: string, value: number])[] {
	return [
		["Progress/images", images],
		["Progress/kimg", images / 1000],
	];
}

/** Images shown at a line's tick; `null` for a line that is broken or of something else. */
export function imagesOfLine(line: string): number | null {
	try {
		const { "Progress/images": images } = JSON.parse(line) as Readonly<Record<string, { mean?: unknown } | undefined>>;
		return typeof images?.mean === "number" ? images.mean : null;
	} catch {
		return null;
	}
}
