/** The generator's phases: Gmain fools the discriminator, Greg regularises the density (eg3d.md §9). */

import { createGraph } from "../../graph/create.ts";
import { add, mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { DiscriminatorImages } from "../../networks/discriminator.ts";
import { inputParameters } from "../../networks/parameters.ts";
import { lossAsReal, scoreReports } from "../losses/adversarial.ts";
import { type DensityOptions, densityLoss } from "../losses/density.ts";
import { reconstructionLoss } from "../losses/reconstruction.ts";
import { discriminate, realImages } from "../passes/discriminator-pass.ts";
import { generateImages, generatePlanes, mapLatents, trainedField } from "../passes/generator-pass.ts";
import { DISCRIMINATOR_PREFIX, GENERATOR_PREFIX, phaseInput } from "./inputs.ts";
import { type PhaseGraph, parameterGradients } from "./phase-graph.ts";
import type { PhaseSetup } from "./phase-setup.ts";

/** @param gain  factor on the objective: the interval of lazy regularisation */
export function generatorMain(setup: PhaseSetup, gain = 1): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const { ws } = mapLatents(parameters, setup);
	const { reports, loss } = generatorLoss(generateImages(ws, parameters, setup), setup);
	return {
		name: "Gmain",
		reports,
		gradients: parameterGradients(graph, mul(reduceMean(loss), gain), GENERATOR_PREFIX),
		buffers: new Map(),
	};
}

interface Cost {
	readonly reports: PhaseGraph["reports"];
	/** [N] */
	readonly loss: SymbolicTensor;
}

/** What the generator's images cost it: that they are told from real ones, and how far they are from those of the same latents. */
export function generatorLoss(images: DiscriminatorImages, setup: PhaseSetup): Cost {
	const costs = [
		...(setup.adversarial ? [judged(images, setup)] : []),
		...(setup.reconstruction > 0 ? [compared(images, setup)] : []),
	];
	return {
		reports: Object.assign({}, ...costs.map(({ reports }) => reports)),
		loss: costs.map(({ loss }) => loss).reduce(add),
	};
}

/** What the discriminator makes of the images. */
function judged(images: DiscriminatorImages, setup: PhaseSetup): Cost {
	const logits = discriminate("fake", images, inputParameters(images.image.graph, DISCRIMINATOR_PREFIX), setup);
	const loss = lossAsReal(logits);
	return { reports: { ...scoreReports(logits, "fake"), "Loss/G/loss": loss }, loss };
}

/** How far the images are from the real ones in the rows that `paired` [N] marks with 1. */
function compared(images: DiscriminatorImages, setup: PhaseSetup): Cost {
	const { graph } = images.image;
	const distance = reconstructionLoss(images, realImages(graph, { ...setup, blur: false }), setup.reconstructionEdges);
	const loss = mul(mul(distance, phaseInput(graph, "paired", setup)), setup.reconstruction);
	return { reports: { "Loss/G/reconstruction": loss }, loss };
}

/** @param gain  factor on the objective: the interval of lazy regularisation, published 4 */
export function generatorRegularization(setup: PhaseSetup, density: DensityOptions, gain: number): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const { ws } = mapLatents(parameters, { ...setup, styleMixing: false, swapsTogether: true });
	const field = trainedField(generatePlanes(ws, parameters, setup), parameters, setup);
	const loss = densityLoss(field, density, setup);
	return {
		name: "Greg",
		reports: { "Loss/G/reg": loss },
		gradients: parameterGradients(graph, mul(loss, gain), GENERATOR_PREFIX),
		buffers: new Map(),
	};
}
