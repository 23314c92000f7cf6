/** What a run hands to those who measure it at a snapshot. */

import type { GeneratorConfig } from "../../networks/config.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";

export interface TrainingSnapshot {
	/** Images shown to the discriminator so far. */
	readonly images: number;
	/** Of the moving average G_ema, with the rays per side of now. */
	readonly config: GeneratorConfig;
	/** Of G_ema; they change when the run goes on. */
	readonly weights: TrainedWeights;
	/** The file in which the networks are. */
	readonly file: string;
}

/**
 * Measures the network of a snapshot; the run waits for it. Results by name go into `metrics.jsonl` and onto the page of
 * curves. It must draw its random numbers from a source of its own.
 */
export type SnapshotListener = (snapshot: TrainingSnapshot) => Promise<ReadonlyMap<string, number>>;
