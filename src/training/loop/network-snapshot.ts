/** The networks of a run as a checkpoint for use: G, D, and the moving average G_ema. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { describeGenerator } from "../../generator/describe.ts";
import { describeDiscriminator } from "../networks/describe-discriminator.ts";
import type { TrainingState } from "../step.ts";

/**
 * The tensors are not copied: they must not change until the checkpoint is written.
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
