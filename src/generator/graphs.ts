/** Builds the generator's inference graphs as ONNX bytes. Weights are constants, so that ONNX Runtime packs them. */

import { createGraph } from "../graph/create.ts";
import { serializeOnnx } from "../graph/onnx/model.ts";
import { reshape, sliceAxis } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { GeneratorConfig, NoiseMode } from "../networks/config.ts";
import { mapping, truncate } from "../networks/mapping.ts";
import { constantParameters, type Weights } from "../networks/parameters.ts";
import { superresolution, superresolvedImages } from "../networks/superresolution.ts";
import { countWs, synthesis, synthesisStates } from "../networks/synthesis.ts";
import type { GraphTarget, Precision } from "../networks/target.ts";
import { InputError } from "../tensor/errors.ts";

/** z [1, zDim], c [1, cDim], psi [numWs] → ws [1, numWs, wDim] */
export function mappingModel(config: GeneratorConfig, weights: Weights): Uint8Array {
	const graph = createGraph();
	const { zDim, cDim, wDim, numWs } = config.mapping;
	const parameters = constantParameters(graph, weights).scope("backbone").scope("mapping");
	const z = zDim > 0 ? graph.input("z", [1, zDim]) : null;
	const c = cDim > 0 ? graph.input("c", [1, cDim]) : null;
	const w = mapping(z, c, parameters, config.mapping);
	const ws = truncate(w, parameters.get("w_avg", [wDim]), graph.input("psi", [numWs]));
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
	const parameters = constantParameters(graph, weights).scope("backbone").scope("synthesis");
	const ws = graph.input("ws", [1, config.mapping.numWs, config.mapping.wDim]);
	const img = synthesis(ws, parameters, config.backbone, noiseMode, target);
	return serializeOnnx({ name: "backbone", outputs: { planes: asPlanes(img, config) } });
}

/**
 * ws → features [1, C, r, r] behind block `index` of the backbone, and the image [1, 3·C, r, r] painted so far: for
 * looking into it.
 */
export function blockModel(
	config: GeneratorConfig,
	weights: Weights,
	noiseMode: NoiseMode,
	index: number,
	target: GraphTarget = "any",
): Uint8Array {
	const graph = createGraph();
	const parameters = constantParameters(graph, weights).scope("backbone").scope("synthesis");
	const ws = graph.input("ws", [1, config.mapping.numWs, config.mapping.wDim]);
	// The blocks up to this one, with their ws.
	const part = { ...config.backbone, blocks: config.backbone.blocks.slice(0, index + 1) };
	const states = synthesisStates(sliceAxis(ws, 1, 0, countWs(part)), parameters, part, { noiseMode, target });
	const { x, img } = [...states][index] ?? {};
	if (!x || !img) throw new InputError(`backbone: block ${index}, there are ${config.backbone.blocks.length}`);
	return serializeOnnx({ name: "block", outputs: { features: x, image: img } });
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
	const parameters = constantParameters(graph, weights).scope("superresolution");
	const image = superresolution(
		graph.input("image_raw", [1, 3, nrr, nrr]),
		graph.input("feature_image", [1, config.decoder.featureChannels, nrr, nrr]),
		graph.input("ws", [1, config.mapping.numWs, config.mapping.wDim]),
		parameters,
		config.superresolution,
		target,
		precision,
	);
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
	const { publishedRaw } = superresolvedImages(
		graph.input("image_raw", [1, 3, nrr, nrr]),
		graph.input("feature_image", [1, config.decoder.featureChannels, nrr, nrr]),
		graph.input("ws", [1, config.mapping.numWs, config.mapping.wDim]),
		constantParameters(graph, weights).scope("superresolution"),
		{ ...config.superresolution, blocks: config.superresolution.blocks.slice(0, 1) },
		target,
	);
	return serializeOnnx({ name: "published-raw", outputs: { published_raw: publishedRaw } });
}

/** The backbone's channels are plane-major: [N, 3·C, H, W] → [N, 3, C, H, W]. */
export function asPlanes(img: SymbolicTensor, { decoder, planeResolution }: GeneratorConfig): SymbolicTensor {
	return reshape(img, [-1, 3, decoder.planeChannels, planeResolution, planeResolution]);
}
