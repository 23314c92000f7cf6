/** Progress of long work, for a bar or a log. */
export interface Progress {
	/** What is being done, e.g. "backbone", "render". */
	readonly stage: string;
	/** Finished share of this stage, 0 to 1. */
	readonly fraction: number;
}

export type ProgressListener = (progress: Progress) => void;

/** Share of a stage below which the next report is left out. */
const STEP = 0.01;

/**
 * A listener that hears at most a hundred reports of a stage: the first, the last, and steps of a hundredth. A page that
 * draws on every report would otherwise draw thousands of times, once for each chunk of a download.
 */
export function inSteps(listener: ProgressListener): ProgressListener {
	let last: Progress | null = null;
	return (progress) => {
		const { stage, fraction } = progress;
		const isNext = last === null || stage !== last.stage || fraction - last.fraction >= STEP;
		if (!(isNext || (fraction === 1 && last?.fraction !== 1))) return;
		last = progress;
		listener(progress);
	};
}
