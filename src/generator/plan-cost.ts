/**
 * What one picture of a network costs, worked out from its configuration before anything runs. Sizes in a file are
 * nobody's promise: a few digits ask for terabytes.
 */

import { type GeneratorConfig, planeNumbers, type SynthesisBlockConfig } from "../networks/config.ts";
import { CheckpointError } from "../tensor/errors.ts";

export interface PlanCost {
	/** Most memory at once, beside the weights; about. */
	readonly bytes: number;
	/** Multiplications with addition. */
	readonly operations: number;
}

/** More than three times the memory, and ten times the work, of the largest published networks. */
const MOST: PlanCost = { bytes: 4 * 2 ** 30, operations: 5e12 };

const FLOAT = 4;
/** Input, output and padded copy of a convolution. */
const COPIES = 3;
const KERNEL = 9;

/** The picture that the configuration asks for: its own rays, samples and super-resolution. */
export function planCost(config: GeneratorConfig): PlanCost {
	const { backbone, decoder, superresolution, rendering, neuralRenderingResolution: nrr } = config;
	const { hiddenDim, featureChannels } = decoder;
	const samples = rendering.depthResolution + rendering.depthResolutionImportance;
	const rays = nrr ** 2;
	const march: PlanCost = {
		// random numbers of the samples, and what they give
		bytes: FLOAT * rays * (2 * samples + featureChannels + 4),
		operations: rays * samples * (planeNumbers(config) * hiddenDim + hiddenDim * (1 + featureChannels)),
	};
	const resized: PlanCost = {
		bytes: FLOAT * COPIES * superresolution.inputResolution ** 2 * featureChannels,
		operations: superresolution.inputResolution ** 2 * featureChannels,
	};
	const behind = config.background?.blocks ?? [];
	const steps = [
		...[...backbone.blocks, ...behind].map(blockCost),
		march,
		resized,
		...superresolution.blocks.map(blockCost),
	];
	return {
		bytes: Math.max(...steps.map(({ bytes }) => bytes)),
		operations: steps.reduce((sum, { operations }) => sum + operations, 0),
	};
}

function blockCost({ resolution, inChannels, outChannels, imgChannels }: SynthesisBlockConfig): PlanCost {
	const pixels = resolution ** 2;
	return {
		bytes: FLOAT * COPIES * pixels * (inChannels + outChannels + imgChannels),
		operations: pixels * (KERNEL * (inChannels + outChannels) * outChannels + outChannels * imgChannels),
	};
}

/** Throws `CheckpointError` with the numbers where a picture would cost far more than networks do. */
export function refuseLarge(config: GeneratorConfig): void {
	const { bytes, operations } = planCost(config);
	if (bytes <= MOST.bytes && operations <= MOST.operations) return;
	const { rendering, superresolution, neuralRenderingResolution: nrr } = config;
	throw new CheckpointError(
		`checkpoint: one picture of this network would take about ${(bytes / 2 ** 30).toFixed(1)} GiB of memory and ${operations.toPrecision(2)} multiplications (${nrr} rays per side, ${rendering.depthResolution} + ${rendering.depthResolutionImportance} samples along each, super-resolution of ${superresolution.inputResolution}²), and networks take up to ${MOST.bytes / 2 ** 30} GiB and ${MOST.operations.toPrecision(1)}. To open it all the same: --allow-large (allowLarge in code)`,
		{ unless: "allowLarge" },
	);
}
