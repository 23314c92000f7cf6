/**
 * How much memory a run will take, from its graphs, before the first step.
 *
 * Every graph keeps the memory of its largest run for the next one, so the graphs' peaks add up. Weights, moving average,
 * moments and gradients are in host memory. docs/training.md compares the estimate with what runs took.
 */

import { peakBytes } from "../../graph/peak-memory.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { TrainedWeights, TrainingNetworks } from "../networks/training-networks.ts";
import type { PhaseGraph, PhaseName } from "../phases/phase-graph.ts";
import { duePhases, phaseRecipe, stepPlan } from "../plan.ts";
import type { StepOptions } from "../settings.ts";

export interface MemoryEstimate {
	/** What each phase's graphs need at a time, the largest that the schedules bring. */
	readonly phases: Readonly<Partial<Record<PhaseName, number>>>;
	/** Weights, their moving average, moments and gradients. */
	readonly weights: number;
	/** All of it, and what the program itself takes. */
	readonly total: number;
}

/** The runtime keeps memory in blocks that grow by doubling: seen 1.4 to 1.7 times what is alive at once. */
const RUNTIME_SLACK = 1.6;
/** Node, ONNX Runtime, the package, and images read ahead. */
const PROGRAM_BYTES = 250e6;
/** Generator: weights, average, two moments, a gradient. Discriminator: the same without the average. */
const COPIES = { generator: 5, discriminator: 4 } as const;

/**
 * Bytes; works for any size in a second or two, as nothing is computed.
 * @param isCut  whether phases that can be cut run in parts, as they do on the CPU
 */
export function estimateMemory(options: StepOptions, networks: TrainingNetworks, isCut: boolean): MemoryEstimate {
	const { generator, discriminator } = networks;
	const moments = [0, Number.MAX_SAFE_INTEGER].map((images) => stepPlan(options, networks, images));
	const phases: Partial<Record<PhaseName, number>> = {};
	for (const phase of duePhases(options, 0)) {
		const needs = moments.map((plan) => {
			const { build, cut } = phaseRecipe(phase, options, plan);
			const parts = isCut ? cut?.() : undefined;
			const graphs = parts
				? [parts.generate(), parts.loss(), ...(parts.backward ? [parts.backward()] : [])]
				: [build()];
			return graphs.reduce((sum, graph) => sum + peakBytes(outputsOf(graph)), 0);
		});
		phases[phase] = Math.max(...needs);
	}
	const weights = COPIES.generator * bytesOf(generator.weights) + COPIES.discriminator * bytesOf(discriminator.weights);
	const graphs = Object.values(phases).reduce((sum, bytes) => sum + bytes, 0);
	return { phases, weights, total: RUNTIME_SLACK * graphs + weights + PROGRAM_BYTES };
}

function outputsOf({ reports, gradients, buffers, handedOn = new Map() }: PhaseGraph): SymbolicTensor[] {
	return [...Object.values(reports), ...gradients.values(), ...buffers.values(), ...handedOn.values()];
}

function bytesOf(weights: TrainedWeights): number {
	return [...weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
}
