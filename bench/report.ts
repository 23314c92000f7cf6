/** Tables and records of measurements. */

import { cpus, loadavg, totalmem } from "node:os";
import type { Measurement } from "./runner.ts";

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** What a figure depends on. */
export function machineRecord(): Record<string, string | number> {
	const [cpu] = cpus();
	return {
		cpu: cpu?.model.trim() ?? "unknown",
		cores: cpus().length,
		memoryGiB: Math.round(totalmem() / 2 ** 30),
		node: process.version,
		platform: `${process.platform}-${process.arch}`,
		loadAverage: Number((loadavg()[0] ?? 0).toFixed(2)),
	};
}

const HEADINGS = ["benchmark", "median ms", "min", "max", "peak MB", "× calibration", "× other", "what"] as const;

/** A table in Markdown; `calibration` is the median of that benchmark, where it ran. */
export function table(measurements: readonly Measurement[]): string {
	const calibration = measurements.find(({ name }) => name === "calibration");
	const unit = calibration ? median(calibration.runs) : undefined;
	const rows = measurements.map((measurement) => rowOf(measurement, unit));
	const lines = [HEADINGS, HEADINGS.map(() => "---"), ...rows];
	return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf({ name, what, note, runs, peakBytes, against }: Measurement, unit: number | undefined): string[] {
	const typical = median(runs);
	return [
		name,
		typical.toFixed(0),
		Math.min(...runs).toFixed(0),
		Math.max(...runs).toFixed(0),
		(peakBytes / 1e6).toFixed(0),
		unit === undefined ? "" : (typical / unit).toFixed(2),
		against ? medianRatio(runs, against).toFixed(3) : "",
		note ? `${what} (${note})` : what,
	];
}

/** Median of ours over theirs, pair by pair: runs next to each other saw the same machine. */
function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
	return median(ours.map((time, index) => time / (theirs[index] ?? Number.NaN)));
}
