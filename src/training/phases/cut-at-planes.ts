/** Gmain with the kernel of plane gradients before the backward pass of the planes. */

import { createGraph } from "../../graph/create.ts";
import { mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { inputParameters } from "../../networks/parameters.ts";
import { type SymbolicField, samplePlanes } from "../../rendering/march/symbolic-field.ts";
import { renderImages, trainedField } from "../passes/generator-pass.ts";
import { backwardFromPlanes, type CutPhase, HANDED_ON, part, planesPhase } from "./cut-phase.ts";
import { generatorLoss } from "./generator-phases.ts";
import { GENERATOR_PREFIX, phaseInput } from "./inputs.ts";
import { gradientsOf, type PhaseGraph } from "./phase-graph.ts";
import type { PhaseSetup, PlanesSetup } from "./phase-setup.ts";

/** Gmain with its renderer in the graph of the loss. */
export function generatorMainAtPlanes(setup: PhaseSetup, gain: number): CutPhase {
	return {
		setup,
		at: "planes",
		generate: () => planesPhase(setup, "Gmain"),
		loss: () => generatorJudged(setup, gain),
		backward: () => backwardFromPlanes(setup),
	};
}

/** A sampling of the planes and what came of it. */
export interface Sampling {
	readonly points: SymbolicTensor;
	readonly features: SymbolicTensor;
}

/** The field of planes that come as an input, and a list of its samplings that grows as the graph is built. */
export function notedField(setup: PlanesSetup): {
	readonly field: SymbolicField;
	readonly samplings: readonly Sampling[];
} {
	const graph = createGraph();
	const planes = phaseInput(graph, "planes", setup);
	const samplings: Sampling[] = [];
	const sample = (field: SymbolicField, points: SymbolicTensor): SymbolicTensor => {
		const features = samplePlanes(field, points);
		samplings.push({ points, features });
		return features;
	};
	const field = trainedField(planes, inputParameters(graph, GENERATOR_PREFIX), setup);
	return { field: { ...field, sample }, samplings };
}

function generatorJudged(setup: PhaseSetup, gain: number): PhaseGraph {
	const { field, samplings } = notedField(setup);
	const { graph } = field.planes;
	const ws = phaseInput(graph, "ws", setup);
	const seen = renderImages(field, ws, inputParameters(graph, GENERATOR_PREFIX), setup);
	const { reports, loss } = generatorLoss(seen, setup);
	const by = [ws, ...samplings.map(({ features }) => features)];
	const gradients = gradientsOf(graph, mul(reduceMean(loss), gain), GENERATOR_PREFIX, by);
	const [wsGradient = ws, ...sampledGradients] = gradients.tensors;
	return part("Gmain", {
		reports,
		gradients: gradients.parameters,
		handedOn: new Map([[HANDED_ON.wsGradient, wsGradient], ...samplingsHandedOn(samplings, sampledGradients)]),
	});
}

/** Points of samplings, and the gradients by what was sampled. */
export function samplingsHandedOn(
	samplings: readonly Sampling[],
	gradients: readonly SymbolicTensor[],
): [string, SymbolicTensor][] {
	return [
		...samplings.map(({ points }, index): [string, SymbolicTensor] => [HANDED_ON.points(index), points]),
		...gradients.map((gradient, index): [string, SymbolicTensor] => [HANDED_ON.sampledGradient(index), gradient]),
	];
}
