/** Gmain and Dmain with the renderer's kernel between planes and discriminator. */

import { createGraph } from "../../graph/create.ts";
import type { Graph } from "../../graph/graph.ts";
import { mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { DiscriminatorImages } from "../../networks/discriminator.ts";
import { inputParameters } from "../../networks/parameters.ts";
import { imagesOfFeatures } from "../passes/generator-pass.ts";
import { backwardFromPlanes, type CutPhase, HANDED_ON, part, planesPhase } from "./cut-phase.ts";
import { newAverage, toldApart } from "./discriminator-phases.ts";
import { generatorLoss } from "./generator-phases.ts";
import { GENERATOR_PREFIX, phaseInput } from "./inputs.ts";
import { gradientsOf, type PhaseGraph } from "./phase-graph.ts";
import type { PhaseSetup } from "./phase-setup.ts";

/** Gmain with the kernel. */
export function generatorMainAtRenderer(setup: PhaseSetup, gain: number): CutPhase {
	return {
		setup,
		at: "renderer",
		generate: () => planesPhase(setup, "Gmain"),
		loss: () => generatorJudged(setup, gain),
		backward: () => backwardFromPlanes(setup),
	};
}

/** Dmain with the kernel. */
export function discriminatorMainAtRenderer(setup: PhaseSetup, gain: number): CutPhase {
	return {
		setup,
		at: "renderer",
		generate: () =>
			planesPhase(setup, "Dmain", ({ w }) => newAverage(w, inputParameters(w.graph, GENERATOR_PREFIX), setup)),
		loss: () => discriminatorJudged(setup, gain),
		backward: null,
	};
}

/** What the renderer saw, super-resolved. */
function images(graph: Graph, setup: PhaseSetup): DiscriminatorImages & Record<"features" | "ws", SymbolicTensor> {
	const features = phaseInput(graph, "features", setup);
	const ws = phaseInput(graph, "ws", setup);
	return {
		...imagesOfFeatures({ features, opacity: null }, ws, inputParameters(graph, GENERATOR_PREFIX), setup),
		features,
		ws,
	};
}

function generatorJudged(setup: PhaseSetup, gain: number): PhaseGraph {
	const graph = createGraph();
	const { features, ws, ...seen } = images(graph, setup);
	const { reports, loss } = generatorLoss(seen, setup);
	const gradients = gradientsOf(graph, mul(reduceMean(loss), gain), GENERATOR_PREFIX, [features, ws]);
	const [featuresGradient = features, wsGradient = ws] = gradients.tensors;
	return part("Gmain", {
		reports,
		gradients: gradients.parameters,
		handedOn: new Map([
			[HANDED_ON.featuresGradient, featuresGradient],
			[HANDED_ON.wsGradient, wsGradient],
		]),
	});
}

function discriminatorJudged(setup: PhaseSetup, gain: number): PhaseGraph {
	const graph = createGraph();
	const { image, imageRaw } = images(graph, setup);
	return toldApart({ image, imageRaw }, setup, gain);
}
