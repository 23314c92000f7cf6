/** Builds the generator's inference graphs as ONNX bytes. Weights are constants, so that ONNX Runtime packs them. */

import { createGraph } from "../graph/create.ts";
import type { Graph } from "../graph/graph.ts";
import { serializeOnnx } from "../graph/onnx/model.ts";
import type { GeneratorConfig, NoiseMode } from "../networks/config.ts";
import { GeneratorNetwork, latentInputs } from "../networks/generator-network.ts";
import { truncate } from "../networks/mapping.ts";
import { constantParameters, type Weights } from "../networks/parameters.ts";
import type { RenderedImages } from "../networks/superresolution.ts";
import type { GraphTarget, Precision } from "../networks/target.ts";
import { InputError } from "../tensor/errors.ts";

/** z [1, zDim], c [1, cDim], psi [numWs] → ws [1, numWs, wDim] */
export function mappingModel(config: GeneratorConfig, weights: Weights): Uint8Array {
	const graph = createGraph();
	const network = constantNetwork(graph, config, weights);
	const { z, c } = latentInputs(graph, config);
	const w = network.mapping(z, c);
	const ws = truncate(w, network.wAvg(), graph.input("psi", [config.mapping.numWs]));
	return serializeOnnx({ name: "mapping", outputs: { ws } });
}

/** ws [1, numWs, wDim] (and `noise.*` when random) → planes [1, 3, C, H, W] */
export function backboneModel(
	config: GeneratorConfig,
	weights: Weights,
	noiseMode: NoiseMode,
	target: GraphTarget = "any",
): Uint8Array {
	const graph = createGraph();
	const planes = constantNetwork(graph, config, weights).planes(wsInput(graph, config), noiseMode, target);
	return serializeOnnx({ name: "backbone", outputs: { planes } });
}

/**
 * ws → features [1, C, r, r] behind block `index` of the backbone, and the image [1, 3·C, r, r] made so far: for looking
 * into it. Throws `InputError` for a block that does not exist.
 */
export function blockModel(
	config: GeneratorConfig,
	weights: Weights,
	noiseMode: NoiseMode,
	index: number,
	target: GraphTarget = "any",
): Uint8Array {
	const graph = createGraph();
	const network = constantNetwork(graph, config, weights);
	const states = network.backboneStates(wsInput(graph, config), index + 1, noiseMode, target);
	const { x, img } = states[index] ?? {};
	if (!x || !img) throw new InputError(`backbone: block ${index}, there are ${config.backbone.blocks.length}`);
	return serializeOnnx({ name: "block", outputs: { features: x, image: img } });
}

/**
 * marched [1, F, nrr, nrr], opacity [1, 1, nrr, nrr], ws → feature_image with the background behind
 * it, and image_raw [1, 3, nrr, nrr]
 */
export function rawImagesModel(
	config: GeneratorConfig,
	weights: Weights,
	nrr: number,
	target: GraphTarget = "any",
): Uint8Array {
	const graph = createGraph();
	const marched = {
		featureImage: graph.input("marched", [1, config.decoder.featureChannels, nrr, nrr]),
		opacity: graph.input("opacity", [1, 1, nrr, nrr]),
		ws: wsInput(graph, config),
	};
	const { featureImage, imageRaw } = constantNetwork(graph, config, weights).rawImages(marched, target);
	const outputs = { feature_image: featureImage, image_raw: imageRaw };
	return serializeOnnx({ name: "raw-images", outputs, inputs: [...graph.inputs.keys()] });
}

/** image_raw [1, 3, nrr, nrr], feature_image [1, F, nrr, nrr], ws → image [1, 3, R, R] */
export function superresolutionModel(
	config: GeneratorConfig,
	weights: Weights,
	nrr: number,
	target: GraphTarget = "any",
	precision: Precision = "fp32",
): Uint8Array {
	const graph = createGraph();
	const { imageRaw, featureImage, ws } = renderedInputs(graph, config, nrr);
	const network = constantNetwork(graph, config, weights);
	const { image } = network.superresolution(imageRaw, featureImage, ws, { target, precision });
	// Without blocks the image is the raw one; the graph takes the same inputs as every other.
	const inputs = config.superresolution.blocks.length > 0 ? undefined : [...graph.inputs.keys()];
	return serializeOnnx({ name: "superresolution", outputs: { image }, ...(inputs ? { inputs } : {}) });
}

/**
 * image_raw [1, 3, nrr, nrr], feature_image [1, F, nrr, nrr], ws → published_raw [1, 3, nrr, nrr], which the published
 * code leaves in the place of image_raw. Only the first block is computed.
 */
export function publishedRawModel(
	config: GeneratorConfig,
	weights: Weights,
	nrr: number,
	target: GraphTarget = "any",
): Uint8Array {
	const graph = createGraph();
	const { superresolution } = config;
	const first = { ...config, superresolution: { ...superresolution, blocks: superresolution.blocks.slice(0, 1) } };
	const { imageRaw, featureImage, ws } = renderedInputs(graph, config, nrr);
	const { publishedRaw } = constantNetwork(graph, first, weights).superresolution(imageRaw, featureImage, ws, {
		target,
	});
	return serializeOnnx({ name: "published-raw", outputs: { published_raw: publishedRaw } });
}

function constantNetwork(graph: Graph, config: GeneratorConfig, weights: Weights): GeneratorNetwork {
	return new GeneratorNetwork(constantParameters(graph, weights), config);
}

function wsInput(graph: Graph, { mapping: { numWs, wDim } }: GeneratorConfig): RenderedImages["ws"] {
	return graph.input("ws", [1, numWs, wDim]);
}

function renderedInputs(graph: Graph, config: GeneratorConfig, nrr: number): RenderedImages {
	return {
		imageRaw: graph.input("image_raw", [1, 3, nrr, nrr]),
		featureImage: graph.input("feature_image", [1, config.decoder.featureChannels, nrr, nrr]),
		ws: wsInput(graph, config),
	};
}
