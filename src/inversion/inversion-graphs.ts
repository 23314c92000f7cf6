/**
 * The graphs of an inversion, cut at the planes as training cuts its phases: latents to planes, rays through a picture
 * to a loss, and the planes' gradient back to the latents.
 */

import { LABEL_LENGTH } from "../camera/label.ts";
import { createGraph } from "../graph/create.ts";
import { gradients } from "../graph/gradients.ts";
import { mul } from "../graph/ops/arithmetic.ts";
import { expand } from "../graph/ops/layout.ts";
import { reduceMean, reduceSum } from "../graph/ops/reductions.ts";
import { square } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { inputParameters } from "../networks/parameters.ts";
import type { MarchOptions } from "../rendering/march/contract.ts";
import { symbolicMarch } from "../rendering/march/symbolic.ts";
import { symbolicCoarseDepths, symbolicRaysThrough } from "../rendering/march/symbolic-rays.ts";
import { generatePlanes } from "../training/passes/generator-pass.ts";
import { notedField, samplingsHandedOn } from "../training/phases/cut-at-planes.ts";
import { HANDED_ON, part } from "../training/phases/cut-phase.ts";
import { GENERATOR_PREFIX, phaseInput } from "../training/phases/inputs.ts";
import { type PhaseGraph, parameterGradients } from "../training/phases/phase-graph.ts";
import { PHASE_DEFAULTS, type PlanesSetup } from "../training/phases/phase-setup.ts";
import type { RaySamples } from "../training/teaching/teaching-graphs.ts";
import { colourDifference, rayColourLoss } from "../training/teaching/teaching-losses.ts";

/** Names of inputs and of what is handed on, beside those of training. */
export const INVERSION = {
	/** [1, L, wDim]; L is 1 for w, numWs for w+. */
	latents: "latents",
	latentsGradient: "latents_gradient",
	/** [1, 25] */
	camera: "camera",
	cameraGradient: "camera_gradient",
	/** [1, R, 2] in units of the image's side */
	places: "places",
	/** [1, R, 3] in [0, 1] */
	colours: "colours",
	/** [1, R, coarse] and [1, R, fine], uniform in [0, 1) */
	jitter: "jitter",
	u: "u",
} as const;

/** One person, as the generator shows them: without swapped poses, with its own noise. */
export function setupOfOne(generator: GeneratorConfig): PlanesSetup {
	return { ...PHASE_DEFAULTS, generator, batch: 1, poseSwapping: false, noiseMode: "const" };
}

/** Takes latents, hands on planes. @param layers  L */
export function planesOfLatents(setup: PlanesSetup, layers: number): PhaseGraph {
	const { planes } = latentsAndPlanes(setup, layers);
	return part("planes of latents", { handedOn: new Map([["planes", planes]]) });
}

/** Takes latents and the gradient by planes, hands on the gradient by latents. */
export function backToLatents(setup: PlanesSetup, layers: number): PhaseGraph {
	const { latents, planes } = latentsAndPlanes(setup, layers);
	const along = reduceSum(mul(planes, phaseInput(planes.graph, HANDED_ON.planesGradient, setup)));
	const [gradient = latents] = gradients(along, [latents]);
	return part("back to latents", { handedOn: new Map([[INVERSION.latentsGradient, gradient]]) });
}

/** Takes latents and the gradient by planes, hands on the gradients by the weights of the backbone. */
export function backToWeights(setup: PlanesSetup, layers: number): PhaseGraph {
	const { planes } = latentsAndPlanes(setup, layers);
	const { graph } = planes;
	const along = reduceSum(mul(planes, phaseInput(graph, HANDED_ON.planesGradient, setup)));
	return part("back to weights", { gradients: parameterGradients(graph, along, GENERATOR_PREFIX) });
}

function latentsAndPlanes(
	setup: PlanesSetup,
	layers: number,
): { readonly latents: SymbolicTensor; readonly planes: SymbolicTensor } {
	const graph = createGraph();
	const { numWs, wDim } = setup.generator.mapping;
	const latents = graph.input(INVERSION.latents, [1, layers, wDim]);
	const ws = layers === 1 ? expand(latents, [1, numWs, wDim]) : latents;
	return { latents, planes: generatePlanes(ws, inputParameters(graph, GENERATOR_PREFIX), setup) };
}

/**
 * Takes planes, camera, places and colours; reports the loss, and hands on the gradients by the samplings of the planes
 * and by the camera.
 */
export function raysOfPicture(setup: PlanesSetup, rays: number, { coarse, fine }: RaySamples): PhaseGraph {
	const { field, samplings } = notedField(setup);
	const { graph } = field.planes;
	const { rendering } = setup.generator;
	const march: MarchOptions = { ...rendering, depthResolution: coarse, depthResolutionImportance: fine };
	const camera = graph.input(INVERSION.camera, [1, LABEL_LENGTH]);
	const through = symbolicRaysThrough(camera, graph.input(INVERSION.places, [1, rays, 2]));
	const jitter = graph.input(INVERSION.jitter, [1, rays, coarse]);
	const uImportance = fine > 0 ? graph.input(INVERSION.u, [1, rays, fine]) : null;
	const depths = symbolicCoarseDepths(through, march, rendering.boxWarp, jitter);
	const seen = symbolicMarch(field, { ...through, depths, uImportance }, march.whiteBack);
	const difference = colourDifference(seen.features, graph.input(INVERSION.colours, [1, rays, 3]));
	const loss = rayColourLoss(difference);
	const [cameraGradient = camera, ...sampled] = gradients(loss, [camera, ...samplings.map(({ features }) => features)]);
	return part("rays of a picture", {
		reports: { loss, square: reduceMean(square(difference)) },
		handedOn: new Map([[INVERSION.cameraGradient, cameraGradient], ...samplingsHandedOn(samplings, sampled)]),
	});
}
