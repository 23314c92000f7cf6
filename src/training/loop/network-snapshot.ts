/** Snapshots of a run: its networks as a checkpoint for use, and what those get who measure them. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { describeGenerator } from "../../generator/describe.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { describeDiscriminator } from "../networks/describe-discriminator.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import type { TrainingState } from "../step.ts";

/**
 * G, D, and the moving average G_ema. The tensors are not copied: they must not change until the checkpoint is written.
 * @param neuralRenderingResolution  rays per side that the networks are trained with now
 * @param metadata  short notes, such as how the run was made
 */
export function networkSnapshot(
	{ networks, average, images }: TrainingState,
	neuralRenderingResolution: number,
	metadata: ReadonlyMap<string, string>,
): Checkpoint {
	const { generator, discriminator } = networks;
	const config = { ...generator.config, neuralRenderingResolution };
	return {
		format: "safetensors",
		networks: new Map([
			["G", describeGenerator(config, generator.weights)],
			["D", describeDiscriminator(discriminator.config, discriminator.weights)],
			["G_ema", describeGenerator(config, average)],
		]),
		extras: new Map([["images", images]]),
		metadata,
	};
}

/** Thousands of images in six digits, as the published files are numbered. */
export function kimgName(images: number): string {
	return String(Math.floor(images / 1000)).padStart(6, "0");
}

/** What a run hands to those who measure it at a snapshot. */
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
