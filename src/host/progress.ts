/** Progress of long work, for a bar or a log. */
export interface Progress {
	/** What is being done, e.g. "backbone", "render". */
	readonly stage: string;
	/** Finished share of this stage, 0 to 1. */
	readonly fraction: number;
}

export type ProgressListener = (progress: Progress) => void;
