/** Puts a generator together from a checkpoint, a runtime and a renderer. */

import type { Checkpoint, NetworkDescription } from "../checkpoint/description.ts";
import type { InferenceRuntime } from "../host/inference-runtime.ts";
import type { Precision, Preference } from "../networks/target.ts";
import type { RayMarcher } from "../rendering/march/contract.ts";
import { CheckpointError, InputError } from "../tensor/errors.ts";
import { Generator } from "./generator.ts";
import { networkWeights, readGeneratorConfig } from "./read-config.ts";
import { withTrainingSet } from "./training-fov.ts";

/** The network of a checkpoint that is meant for use: the moving average of the training's weights. */
export const DEFAULT_NETWORK = "G_ema";

export interface AssembleOptions {
	readonly runtime: InferenceRuntime;
	readonly marcher: RayMarcher;
	/** Which network of the checkpoint; default "G_ema". */
	readonly network?: string | undefined;
	/** What the CPU's graphs are chosen for; default "speed". */
	readonly prefer?: Preference | undefined;
	/** Numbers that super-resolution computes in; default "fp32". */
	readonly precision?: Precision | undefined;
}

/**
 * A generator from a checkpoint that has been read. It takes over `marcher`.
 * Throws `CheckpointError` when the network is no tri-plane generator, `InputError` when there is none of that name.
 */
export function assembleGenerator(checkpoint: Checkpoint, options: AssembleOptions): Generator {
	const description = findNetwork(checkpoint, options.network ?? DEFAULT_NETWORK);
	const config = withTrainingSet(readGeneratorConfig(description), checkpoint.extras);
	const { network: _, ...parts } = options;
	return new Generator({ config, weights: networkWeights(description), ...parts });
}

/** A generator network of a checkpoint by name. */
export function findNetwork({ networks }: Checkpoint, name: string): NetworkDescription {
	const description = networks.get(name);
	if (!description) {
		throw new InputError(`checkpoint: has no network '${name}', only ${[...networks.keys()].join(", ") || "none"}`);
	}
	if (description.className !== "TriPlaneGenerator") {
		throw new CheckpointError(`checkpoint: '${name}' is a ${description.className}, want a TriPlaneGenerator`);
	}
	return description;
}
