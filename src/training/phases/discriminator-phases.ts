/** The discriminator's phases: Dmain tells fakes from real images, Dreg is R1 (eg3d.md §9). */

import { createGraph } from "../../graph/create.ts";
import { add, mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import { detach } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { DiscriminatorImages } from "../../networks/discriminator.ts";
import { inputParameters, type Parameters } from "../../networks/parameters.ts";
import { gradientPenalty, lossAsFake, lossAsReal, scoreReports } from "../losses/adversarial.ts";
import { discriminate, realImages } from "../passes/discriminator-pass.ts";
import { generateImages, mapLatents, updatedAverage } from "../passes/generator-pass.ts";
import { DISCRIMINATOR_PREFIX, GENERATOR_PREFIX } from "./inputs.ts";
import { type PhaseGraph, parameterGradients } from "./phase-graph.ts";
import type { PhaseSetup } from "./phase-setup.ts";

/**
 * Fakes and real images in turn; also gives the generator's new `w_avg`.
 * @param gain  factor on the objective: the interval of lazy regularisation
 */
export function discriminatorMain(setup: PhaseSetup, gain = 1): PhaseGraph {
	const graph = createGraph();
	const generator = inputParameters(graph, GENERATOR_PREFIX);
	const { w, ws } = mapLatents(generator, setup);
	const fakes = generateImages(ws, generator, setup);
	return { ...toldApart(fakes, setup, gain), buffers: newAverage(w, generator, setup) };
}

/** The generator's `w_avg` after the phase. */
export function newAverage(w: SymbolicTensor, parameters: Parameters, setup: PhaseSetup): PhaseGraph["buffers"] {
	return new Map([["backbone.mapping.w_avg", updatedAverage(w, parameters, setup)]]);
}

/** Dmain from its fakes on, without buffers. */
export function toldApart(fakes: DiscriminatorImages, setup: PhaseSetup, gain: number): PhaseGraph {
	const { graph } = fakes.image;
	const parameters = inputParameters(graph, DISCRIMINATOR_PREFIX);
	const fakeLogits = discriminate("fake", fakes, parameters, setup);
	const realLogits = discriminate("real", realImages(graph, setup), parameters, setup);
	const loss = add(lossAsFake(fakeLogits), lossAsReal(realLogits));
	return {
		name: "Dmain",
		reports: { ...scoreReports(fakeLogits, "fake"), ...scoreReports(realLogits, "real"), "Loss/D/loss": loss },
		gradients: parameterGradients(graph, mul(reduceMean(loss), gain), DISCRIMINATOR_PREFIX),
		buffers: new Map(),
	};
}

/**
 * R1 on both inputs of the discriminator.
 * @param r1Gamma  weight; the penalty counts half of it
 * @param gain     factor on the objective: the interval of lazy regularisation, published 16
 */
export function discriminatorRegularization(setup: PhaseSetup, r1Gamma: number, gain: number): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, DISCRIMINATOR_PREFIX);
	const { image, imageRaw } = realImages(graph, setup);
	const images = { image, imageRaw: detach(imageRaw) };
	const logits = discriminate("real", images, parameters, setup);
	const penalty = gradientPenalty(logits, [images.image, images.imageRaw]);
	const loss = mul(penalty, r1Gamma / 2);
	return {
		name: "Dreg",
		reports: { ...scoreReports(logits, "real"), "Loss/r1_penalty": penalty, "Loss/D/reg": loss },
		gradients: parameterGradients(graph, mul(reduceMean(loss), gain), DISCRIMINATOR_PREFIX),
		buffers: new Map(),
	};
}
