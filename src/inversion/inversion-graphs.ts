/**
 * The graphs of an inversion, cut at the planes as training cuts its phases: latents to planes, rays through a picture
 * to a loss, and the planes' gradient back to the latents.
 */

import { LABEL_LENGTH } from "../camera/label.ts";
import { createGraph } from "../graph/create.ts";
import { gradients } from "../graph/gradients.ts";
import { add, mul, sub } from "../graph/ops/arithmetic.ts";
import { expand, reshape, sliceAxis, transpose } from "../graph/ops/layout.ts";
import { reduceMean, reduceSum } from "../graph/ops/reductions.ts";
import { square } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { inputParameters } from "../networks/parameters.ts";
import { hasRawLayers } from "../networks/raw-image.ts";
import type { MarchOptions } from "../rendering/march/contract.ts";
import { symbolicMarch } from "../rendering/march/symbolic.ts";
import { symbolicCoarseDepths, symbolicRaysThrough } from "../rendering/march/symbolic-rays.ts";
import { InputError } from "../tensor/errors.ts";
import { generatePlanes } from "../training/passes/generator-pass.ts";
import { notedField, samplingsHandedOn } from "../training/phases/cut-at-planes.ts";
import { HANDED_ON, part } from "../training/phases/cut-phase.ts";
import { DISCRIMINATOR_PREFIX, GENERATOR_PREFIX, phaseInput } from "../training/phases/inputs.ts";
import { type PhaseGraph, parameterGradients } from "../training/phases/phase-graph.ts";
import { PHASE_DEFAULTS, type PlanesSetup } from "../training/phases/phase-setup.ts";
import { colourDifference, rayColourLoss } from "../training/teaching/teaching-losses.ts";
import { featureDifference } from "./discriminator-features.ts";
import { INVERSION } from "./graph-names.ts";
import { noiseMapsOf, noiseRegularizer } from "./noise-maps.ts";
import type { PictureLook } from "./picture-look.ts";

/** One person, as the generator shows them: without swapped poses, with its own noise. */
export function setupOfOne(generator: GeneratorConfig): PlanesSetup {
	return { ...PHASE_DEFAULTS, generator, batch: 1, poseSwapping: false, noiseMode: "const" };
}

/** Takes latents, hands on planes. @param layers  L */
export function planesOfLatents(setup: PlanesSetup, layers: number): PhaseGraph {
	const { planes } = latentsAndPlanes(setup, layers);
	return part("planes of latents", { handedOn: new Map([["planes", planes]]) });
}

/**
 * Takes latents and the gradient by planes, hands on the gradient by latents.
 * @param noiseMaps  whether to hand on the gradients by the backbone's noise maps, too, which a regulariser keeps noise
 */
export function backToLatents(setup: PlanesSetup, layers: number, noiseMaps = false): PhaseGraph {
	const { latents, planes } = latentsAndPlanes(setup, layers);
	const { graph } = planes;
	const along = reduceSum(mul(planes, phaseInput(graph, HANDED_ON.planesGradient, setup)));
	const maps = noiseMaps ? noiseMapsOf(graph) : new Map<string, SymbolicTensor>();
	const regularizer = noiseRegularizer(maps.values());
	const objective = regularizer ? add(along, regularizer) : along;
	const [gradient = latents, ...byMaps] = gradients(objective, [latents, ...maps.values()]);
	const byName = [...maps.keys()].map((name, at) => [name, byMaps[at] ?? latents] as const);
	return part("back to latents", {
		handedOn: new Map([[INVERSION.latentsGradient, gradient]]),
		gradients: new Map(byName),
	});
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
 * Takes planes, camera, places and colours; reports the loss, and hands on the gradients by the samplings of the planes.
 * @param moves  whether to hand on the gradient by the camera, too, which takes a quarter of a step
 */
export function raysOfPicture(
	setup: PlanesSetup,
	{ rays, samples, features }: PictureLook,
	moves: boolean,
): PhaseGraph {
	requireFeatureColours(setup.generator);
	const { field, samplings } = notedField(setup);
	const { graph } = field.planes;
	const { rendering } = setup.generator;
	const { coarse, fine } = samples;
	const march: MarchOptions = { ...rendering, depthResolution: coarse, depthResolutionImportance: fine };
	const camera = graph.input(INVERSION.camera, [1, LABEL_LENGTH]);
	const through = symbolicRaysThrough(camera, graph.input(INVERSION.places, [1, rays, 2]));
	const jitter = graph.input(INVERSION.jitter, [1, rays, coarse]);
	const uImportance = fine > 0 ? graph.input(INVERSION.u, [1, rays, fine]) : null;
	const depths = symbolicCoarseDepths(through, march, rendering.boxWarp, jitter);
	const seen = symbolicMarch(field, { ...through, depths, uImportance }, march.whiteBack);
	const colours = graph.input(INVERSION.colours, [1, rays, 3]);
	const difference = colourDifference(seen.features, colours);
	const ofColours = rayColourLoss(difference);
	const ofFeatures = features && featuresOfPicture(sliceAxis(seen.features, 2, 0, 3), colours, features);
	const loss = ofFeatures ? add(ofColours, ofFeatures) : ofColours;
	const found = gradients(loss, [...samplings.map((some) => some.features), ...(moves ? [camera] : [])]);
	const byCamera = found.slice(samplings.length).map((gradient) => [INVERSION.cameraGradient, gradient] as const);
	return part("rays of a picture", {
		reports: { loss, square: reduceMean(square(difference)) },
		handedOn: new Map([...samplingsHandedOn(samplings, found.slice(0, samplings.length)), ...byCamera]),
	});
}

/** Rays are compared with pictures by their first three features. */
function requireFeatureColours(config: GeneratorConfig): void {
	if (!hasRawLayers(config)) return;
	throw new InputError(
		"inversion: wants a network whose first features are its raw image, and this one has a layer or a background of its own, as PanoHead has",
	);
}

/** @param seen  [1, R, 3] about [-1, 1] @param colours  [1, R, 3] in [0, 1] */
function featuresOfPicture(
	seen: SymbolicTensor,
	colours: SymbolicTensor,
	{ network, weight, side }: NonNullable<PictureLook["features"]>,
): SymbolicTensor {
	const picture = (colour: SymbolicTensor): SymbolicTensor => reshape(transpose(colour, [0, 2, 1]), [1, 3, side, side]);
	const wanted = picture(sub(mul(colours, 2), 1));
	const parameters = inputParameters(seen.graph, DISCRIMINATOR_PREFIX);
	return mul(featureDifference(picture(seen), wanted, parameters, network.config), weight);
}
