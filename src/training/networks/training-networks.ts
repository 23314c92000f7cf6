/** The two networks under training: configurations, and weights that the optimiser changes in place. */

import type { Checkpoint, NetworkDescription } from "../../checkpoint/description.ts";
import { findNetwork } from "../../generator/load-generator.ts";
import { networkWeights, type ReadConfigOptions, readGeneratorConfig } from "../../generator/read-config.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import type { DiscriminatorConfig } from "../../networks/discriminator-config.ts";
import { generatorShapes } from "../../networks/initialize.ts";
import type { Weights } from "../../networks/parameters.ts";
import { InputError } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { readDiscriminatorConfig } from "./read-discriminator-config.ts";

/** Float32 tensors by official name. */
export type TrainedWeights = ReadonlyMap<string, Float32Tensor>;

export interface TrainingNetworks {
	readonly generator: { readonly config: GeneratorConfig; readonly weights: TrainedWeights };
	readonly discriminator: { readonly config: DiscriminatorConfig; readonly weights: TrainedWeights };
}

/**
 * The networks "G" and "D" of a checkpoint. Weights are copies.
 * Throws `InputError` when one of them is not there, `CheckpointError` when it is of another kind, or has parts that are
 * not computed here and `options` do not allow that.
 */
export function trainingNetworks(checkpoint: Checkpoint, options: ReadConfigOptions = {}): TrainingNetworks {
	const generator = findNetwork(checkpoint, "G");
	const discriminator = findDiscriminator(checkpoint);
	return {
		generator: trainedGenerator(generator, options),
		discriminator: trainedDiscriminator(discriminator),
	};
}

/**
 * A generator with copies of the weights that are computed here: parts that are not, where they are allowed, are left
 * behind, since what is trained without them does not fit them any more. Throws as `trainingNetworks` does.
 */
export function trainedGenerator(
	description: NetworkDescription,
	options: ReadConfigOptions,
): TrainingNetworks["generator"] {
	const config = readGeneratorConfig(description, options);
	const computed = generatorShapes(config);
	const weights = [...networkWeights(description)].filter(
		([name]) => computed.has(name) || name.endsWith("resample_filter"),
	);
	return { config, weights: ownWeights(new Map(weights)) };
}

/** A discriminator with copies of its weights. Throws `CheckpointError` for one that is not computed here. */
export function trainedDiscriminator(description: NetworkDescription): TrainingNetworks["discriminator"] {
	return { config: readDiscriminatorConfig(description), weights: ownWeights(networkWeights(description)) };
}

/** Copies, so that training changes nobody else's tensors. Throws `ShapeError` for a tensor that is not float32. */
export function ownWeights(weights: Weights): TrainedWeights {
	return new Map(
		[...weights].map(([name, tensor]) => {
			const { shape, data } = expectDType(name, tensor, "float32");
			return [name, float32Tensor(shape, Float32Array.from(data))] as const;
		}),
	);
}

function findDiscriminator({ networks }: Checkpoint): NetworkDescription {
	const description = networks.get("D");
	if (description) return description;
	throw new InputError(
		`checkpoint: has no discriminator 'D', only ${[...networks.keys()].join(", ") || "nothing"} – training wants both networks`,
	);
}
