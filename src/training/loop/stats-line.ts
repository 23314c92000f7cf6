/** A tick as a line of `stats.jsonl`, laid out as the published trainer's: every value has num, mean and std. */

import { type Statistic, singleValues } from "./statistics.ts";
import type { TickReport } from "./training-loop.ts";

/** @param extra  more values by name, such as memory, and metrics' results */
export function statsLine(
	report: TickReport,
	timestamp: number,
	extra: ReadonlyMap<string, number> = new Map(),
): string {
	const { tickSeconds, imagesPerSecond, shares } = report;
	const values: Record<string, Statistic> = {};
	for (const [name, statistic] of report.statistics) values[name] = statistic;
	const single: [string, number][] = [
		["Progress/tick", report.tick],
		["Progress/kimg", report.images / 1000],
		["Progress/images", report.images],
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
	];
	return JSON.stringify({ ...values, ...singleValues(single), timestamp });
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
