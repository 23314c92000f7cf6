/** A progress bar on standard error, with an estimate of the time left. Where that is no terminal, a line now and then. */

import { Presets, SingleBar } from "cli-progress";
import { terminalText } from "./terminal-text.ts";

export interface ProgressBar extends Disposable {
	/** `done` of all work, 0 to 1; `stage` is what is being done. */
	update(done: number, stage: string): void;
}

const STEPS = 1000;
/** Shorter work needs no bar. */
const PATIENCE_MS = 1000;

/** Begins to measure; the bar appears when work takes longer than a moment. `shown` false gives one that never does. */
export function startProgress(title: string, shown: boolean): ProgressBar {
	const start = performance.now();
	let bar: SingleBar | null = null;
	return {
		update: (done, said) => {
			const elapsed = performance.now() - start;
			if (!shown || elapsed < PATIENCE_MS) return;
			const left = timeLeft(elapsed / 1000, done);
			const steps = Math.round(Math.min(Math.max(done, 0), 1) * STEPS);
			const stage = terminalText(said).replaceAll("\n", " ");
			bar ??= newBar();
			if (bar.isActive) bar.update(steps, { stage, left });
			else bar.start(STEPS, steps, { title, stage, left });
		},
		[Symbol.dispose]: () => bar?.stop(),
	};
}

function newBar(): SingleBar {
	return new SingleBar(
		{
			format: "{title} [{bar}] {percentage}% · {left} left · {stage}",
			stream: process.stderr,
			noTTYOutput: true,
			notTTYSchedule: 5000,
			clearOnComplete: true,
			gracefulExit: false,
			fps: 5,
		},
		Presets.shades_classic,
	);
}

/** Seconds still to go when `seconds` brought us to `done`, for people. */
export function timeLeft(seconds: number, done: number): string {
	if (!(done > 0)) return "?";
	const left = Math.max(0, (seconds * (1 - done)) / done);
	if (left < 60) return `${Math.ceil(left)} s`;
	if (left < 3600) return `${Math.floor(left / 60)} min ${Math.round(left % 60)} s`;
	return `${Math.floor(left / 3600)} h ${Math.round((left % 3600) / 60)} min`;
}
