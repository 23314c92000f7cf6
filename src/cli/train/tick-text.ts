/** A tick as a line for people. */

import type { TickReport } from "../../training/loop/training-loop.ts";

export function tickText(report: TickReport): string {
	const { tick, images, seconds, imagesPerSecond, secondsLeft, shares, statistics } = report;
	const loss = (name: string): string => (statistics.get(name)?.mean ?? Number.NaN).toFixed(3);
	const parts = Object.entries(shares).map(([share, part]) => `${share} ${Math.round(100 * part)} %`);
	return [
		`tick ${tick}`,
		`kimg ${(images / 1000).toFixed(1)}`,
		`time ${duration(seconds)}`,
		`left ${secondsLeft === null ? "?" : duration(secondsLeft)}`,
		`${(1000 / imagesPerSecond).toFixed(1)} sec/kimg`,
		`${imagesPerSecond.toFixed(1)} images/s (${parts.join(", ")})`,
		`G ${loss("Loss/G/loss")}`,
		`D ${loss("Loss/D/loss")}`,
	].join("  ");
}

/** `2 h 05 min`, `3 min 07 s`, `12 s` */
export function duration(seconds: number): string {
	const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
	if (seconds < 60) return `${Math.round(seconds)} s`;
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
	return `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} min`;
}
