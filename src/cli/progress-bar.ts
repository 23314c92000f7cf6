/** A progress bar on standard error, with an estimate of the time left. Where that is no terminal, a line now and then. */

import { Presets, SingleBar } from "cli-progress";

export interface ProgressBar extends Disposable {
	/** `done` of all work, 0 to 1; `stage` is what is being done. */
	update(done: number, stage: string): void;
}

const STEPS = 1000;

/** Starts a bar. `shown` false gives one that shows nothing. */
export function startProgress(title: string, shown: boolean): ProgressBar {
	if (!shown) return { update: () => undefined, [Symbol.dispose]: () => undefined };
	const bar = new SingleBar(
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
	const start = performance.now();
	bar.start(STEPS, 0, { title, stage: "starting", left: "?" });
	return {
		update: (done, stage) => {
			const left = timeLeft((performance.now() - start) / 1000, done);
			bar.update(Math.round(Math.min(Math.max(done, 0), 1) * STEPS), { stage, left });
		},
		[Symbol.dispose]: () => bar.stop(),
	};
}

/** Seconds still to go when `seconds` brought us to `done`, for people. */
export function timeLeft(seconds: number, done: number): string {
	if (!(done > 0)) return "?";
	const left = Math.max(0, (seconds * (1 - done)) / done);
	if (left < 60) return `${Math.ceil(left)} s`;
	if (left < 3600) return `${Math.floor(left / 60)} min ${Math.round(left % 60)} s`;
	return `${Math.floor(left / 3600)} h ${Math.round((left % 3600) / 60)} min`;
}
