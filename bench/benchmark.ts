/** What a benchmark is. */

/** A benchmark that has been made ready. */
export interface Prepared {
	/** One measured run. */
	run(): Promise<void>;
	dispose(): Promise<void>;
	/** Says what ran, when it was not plain: the renderer, the file size. */
	readonly note?: string;
}

export interface Benchmark {
	readonly name: string;
	readonly what: string;
	/** Measured runs unless told otherwise. */
	readonly runs: number;
	prepare(): Promise<Prepared>;
}
