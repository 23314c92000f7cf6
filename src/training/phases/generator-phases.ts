/** The generator's phases: Gmain fools the discriminator, Greg regularises the density (eg3d.md §9). */

import { createGraph } from "../../graph/create.ts";
import { mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import { inputParameters } from "../../networks/parameters.ts";
import { lossAsReal, scoreReports } from "../losses/adversarial.ts";
import { type DensityOptions, densityLoss } from "../losses/density.ts";
import { discriminate } from "../passes/discriminator-pass.ts";
import { generateImages, generatorLabels, mapLatents, trainedField } from "../passes/generator-pass.ts";
import { DISCRIMINATOR_PREFIX, GENERATOR_PREFIX } from "./inputs.ts";
import { type PhaseGraph, parameterGradients } from "./phase-graph.ts";
import type { PhaseSetup } from "./phase-setup.ts";

/** @param gain  factor on the objective: the interval of lazy regularisation */
export function generatorMain(setup: PhaseSetup, gain = 1): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const { ws } = mapLatents(graph, parameters, setup, "perSample");
	const images = generateImages(graph, ws, parameters, setup);
	const labels = generatorLabels(graph, setup);
	const judge = inputParameters(graph, DISCRIMINATOR_PREFIX);
	const logits = discriminate(graph, images, labels, judge, setup, "fake");
	const loss = lossAsReal(logits);
	return {
		name: "Gmain",
		reports: { ...scoreReports(logits, "fake"), "Loss/G/loss": loss },
		gradients: parameterGradients(graph, mul(reduceMean(loss), gain), GENERATOR_PREFIX),
		buffers: new Map(),
	};
}

/** @param gain  factor on the objective: the interval of lazy regularisation, published 4 */
export function generatorRegularization(setup: PhaseSetup, density: DensityOptions, gain: number): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const { ws } = mapLatents(graph, parameters, { ...setup, styleMixing: false }, "together");
	const loss = densityLoss(graph, trainedField(ws, parameters, setup), density);
	return {
		name: "Greg",
		reports: { "Loss/G/reg": loss },
		gradients: parameterGradients(graph, mul(loss, gain), GENERATOR_PREFIX),
		buffers: new Map(),
	};
}
