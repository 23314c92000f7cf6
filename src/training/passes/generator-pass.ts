/**
 * The generator as training runs it (eg3d.md §9): conditioned on a camera that may be another sample's, without
 * truncation, every random number an input, and differentiable by all parameters.
 */

import { marchOptions } from "../../generator/render-options.ts";
import { add, mul, sub } from "../../graph/ops/arithmetic.ts";
import { expand, reshape, transpose } from "../../graph/ops/layout.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { DiscriminatorImages } from "../../networks/discriminator.ts";
import { GeneratorNetwork } from "../../networks/generator-network.ts";
import type { Parameters } from "../../networks/parameters.ts";
import { symbolicMarch } from "../../rendering/march/symbolic.ts";
import type { SymbolicField } from "../../rendering/march/symbolic-field.ts";
import { symbolicCoarseDepths, symbolicPixelRays } from "../../rendering/march/symbolic-rays.ts";
import { phaseInput } from "../phases/inputs.ts";
import type { PhaseSetup, PlanesSetup } from "../phases/phase-setup.ts";
import { mixStyles, swapLabels } from "./swap-and-mix.ts";

export interface MappedLatents {
	/** [N, wDim], before style mixing */
	readonly w: SymbolicTensor;
	/** [N, numWs, wDim] */
	readonly ws: SymbolicTensor;
}

/**
 * Maps `z` [N, zDim] under the cameras `gen_c` [N, cDim]; `swap` says which of them are swapped.
 */
export function mapLatents(parameters: Parameters, setup: PlanesSetup): MappedLatents {
	const { graph } = parameters;
	const { batch: N, generator, styleMixing, poseSwapping } = setup;
	const { zDim, cDim, wDim, numWs } = generator.mapping;
	const network = new GeneratorNetwork(parameters, generator);
	const labels = phaseInput(graph, "gen_c", setup);
	const swap = poseSwapping ? phaseInput(graph, "swap", setup) : null;
	const c = cDim > 0 ? conditioning(swap ? swapLabels(labels, swap) : labels, setup) : null;
	const mapLatent = (name: "z" | "z_mix"): SymbolicTensor =>
		network.mapping(zDim > 0 ? phaseInput(graph, name, setup) : null, c);
	const w = mapLatent("z");
	const repeat = (one: SymbolicTensor): SymbolicTensor => expand(reshape(one, [N, 1, wDim]), [N, numWs, wDim]);
	if (!styleMixing) return { w, ws: repeat(w) };
	return { w, ws: mixStyles(repeat(w), repeat(mapLatent("z_mix")), phaseInput(graph, "mix", setup)) };
}

/** `w_avg` after this batch, [wDim]: a step of 1 - beta towards the batch's mean w. */
export function updatedAverage(w: SymbolicTensor, parameters: Parameters, setup: PhaseSetup): SymbolicTensor {
	const { generator, wAvgBeta } = setup;
	const average = new GeneratorNetwork(parameters, generator).wAvg();
	const mean = reduceMean(w, [0]);
	return add(mean, mul(sub(average, mean), wAvgBeta));
}

/** The planes of ws, [N, 3, C, H, W]. */
export function generatePlanes(ws: SymbolicTensor, parameters: Parameters, setup: PlanesSetup): SymbolicTensor {
	return new GeneratorNetwork(parameters, setup.generator).planes(ws, setup.noiseMode);
}

/** The volumes of planes [N, 3, C, H, W]. */
export function trainedField(
	planes: SymbolicTensor,
	parameters: Parameters,
	{ generator }: PlanesSetup,
): SymbolicField {
	return {
		planes,
		decoder: new GeneratorNetwork(parameters, generator).decoder(),
		boxWarp: generator.rendering.boxWarp,
		planeAxes: generator.rendering.planeAxes,
		triplaneDepth: generator.rendering.triplaneDepth,
		rules: generator.rendering.rules,
	};
}

/**
 * Renders and super-resolves; takes `jitter` [N, M, S] and `u` [N, M, K], uniform in [0, 1).
 * @returns image [N, 3, R, R] and imageRaw [N, 3, nrr, nrr]
 */
export function renderImages(
	field: SymbolicField,
	ws: SymbolicTensor,
	parameters: Parameters,
	setup: PhaseSetup,
): DiscriminatorImages {
	const { graph } = parameters;
	const { generator, neuralRenderingResolution: side } = setup;
	const { rendering } = generator;
	const march = marchOptions(rendering);
	const rays = symbolicPixelRays(phaseInput(graph, "gen_c", setup), side);
	const depths = symbolicCoarseDepths(rays, march, rendering.boxWarp, phaseInput(graph, "jitter", setup));
	const uImportance = march.depthResolutionImportance > 0 ? phaseInput(graph, "u", setup) : null;
	const { features, opacity } = symbolicMarch(field, { ...rays, depths, uImportance }, march.whiteBack);
	return imagesOfFeatures({ features, opacity }, ws, parameters, setup);
}

/**
 * Super-resolves what was marched.
 * @param features  [N, M, F]
 * @param opacity   [N, M]; `null` where it is not known. Throws `InputError` for a network with a background then.
 */
export function imagesOfFeatures(
	{ features, opacity }: { readonly features: SymbolicTensor; readonly opacity: SymbolicTensor | null },
	ws: SymbolicTensor,
	parameters: Parameters,
	{ generator, batch: N, neuralRenderingResolution: side }: PhaseSetup,
): DiscriminatorImages {
	const { decoder, superresolution: config } = generator;
	const network = new GeneratorNetwork(parameters, generator);
	const { featureImage, imageRaw } = network.rawImages({
		featureImage: reshape(transpose(features, [0, 2, 1]), [N, decoder.featureChannels, side, side]),
		opacity: opacity && reshape(opacity, [N, 1, side, side]),
		ws,
	});
	const { image, publishedRaw } = network.superresolution(imageRaw, featureImage, ws);
	return { image, imageRaw: config.rawInPlace ? publishedRaw : imageRaw };
}

/** From ws to images: generates planes, renders, super-resolves. */
export function generateImages(ws: SymbolicTensor, parameters: Parameters, setup: PhaseSetup): DiscriminatorImages {
	const field = trainedField(generatePlanes(ws, parameters, setup), parameters, setup);
	return renderImages(field, ws, parameters, setup);
}

/** The label as the mapping sees it: scaled, or zeros. */
function conditioning(c: SymbolicTensor, { generator }: PlanesSetup): SymbolicTensor {
	const { scale, zero } = generator.conditioning;
	return zero ? expand(c.graph.scalar(0), c.shape) : mul(c, scale);
}
