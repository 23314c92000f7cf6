/** Gmain and Greg with the kernel of plane gradients before the way back through the painting. */

import { createGraph } from "../../graph/create.ts";
import { mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { inputParameters } from "../../networks/parameters.ts";
import { type SymbolicField, samplePlanes } from "../../rendering/march/symbolic-field.ts";
import { type DensityOptions, densityLoss } from "../losses/density.ts";
import { mapLatents, renderImages, trainedField } from "../passes/generator-pass.ts";
import {
	backThroughPainting,
	type CutPhase,
	HANDED_ON,
	mappingOfSamples,
	painting,
	part,
	planesShape,
	wsShape,
} from "./cut-phase.ts";
import { judged } from "./generator-phases.ts";
import { GENERATOR_PREFIX, phaseInput } from "./inputs.ts";
import { gradientsOf, type PhaseGraph } from "./phase-graph.ts";
import type { PhaseSetup } from "./phase-setup.ts";

/** Gmain with its renderer in the graph of the loss. */
export function generatorMainAtPlanes(setup: PhaseSetup, gain: number): CutPhase {
	return {
		setup,
		at: "planes",
		painting: () => painting(setup, "Gmain", mappingOfSamples(setup)),
		loss: () => generatorJudged(setup, gain),
		backward: () => backThroughPainting(setup, "Gmain", mappingOfSamples(setup), true),
	};
}

/** Greg. */
export function generatorRegularizationAtPlanes(setup: PhaseSetup, density: DensityOptions, gain: number): CutPhase {
	const mapped = (graph: ReturnType<typeof createGraph>): ReturnType<typeof mapLatents> =>
		mapLatents(graph, inputParameters(graph, GENERATOR_PREFIX), { ...setup, styleMixing: false }, "together");
	return {
		setup,
		at: "planes",
		painting: () => painting(setup, "Greg", mapped),
		loss: () => regularized(setup, density, gain),
		backward: () => backThroughPainting(setup, "Greg", mapped, false),
	};
}

/** A sampling of the planes and what came of it. */
interface Sampling {
	readonly points: SymbolicTensor;
	readonly features: SymbolicTensor;
}

/** The field of planes that come as an input, and a list of its samplings that grows as the graph is built. */
function notedField(setup: PhaseSetup): { readonly field: SymbolicField; readonly samplings: readonly Sampling[] } {
	const graph = createGraph();
	const planes = phaseInput(graph, HANDED_ON.planes, planesShape(setup));
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
	const ws = phaseInput(graph, HANDED_ON.ws, wsShape(setup));
	const seen = renderImages(graph, field, ws, inputParameters(graph, GENERATOR_PREFIX), setup);
	const { reports, loss } = judged(graph, seen, setup);
	return withGradients("Gmain", mul(reduceMean(loss), gain), reports, samplings, ws);
}

function regularized(setup: PhaseSetup, density: DensityOptions, gain: number): PhaseGraph {
	const { field, samplings } = notedField(setup);
	const loss = densityLoss(field.planes.graph, field, density);
	return withGradients("Greg", mul(loss, gain), { "Loss/G/reg": loss }, samplings, null);
}

function withGradients(
	name: "Gmain" | "Greg",
	objective: SymbolicTensor,
	reports: PhaseGraph["reports"],
	samplings: readonly Sampling[],
	ws: SymbolicTensor | null,
): PhaseGraph {
	const by = [...samplings.map(({ features }) => features), ...(ws ? [ws] : [])];
	const gradients = gradientsOf(objective.graph, objective, GENERATOR_PREFIX, by);
	const wsGradient = gradients.tensors[samplings.length];
	return part(name, {
		reports,
		gradients: gradients.parameters,
		handedOn: new Map([
			...samplings.map(({ points }, index) => [HANDED_ON.points(index), points] as const),
			...samplings.map(
				({ features }, index) => [HANDED_ON.sampledGradient(index), gradients.tensors[index] ?? features] as const,
			),
			...(wsGradient ? [[HANDED_ON.wsGradient, wsGradient] as const] : []),
		]),
	});
}
