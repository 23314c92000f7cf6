/**
 * Graphs for other programs: the renderer alone, and one for a whole view from latent to image. Samples are placed
 * without chance, or by uniform numbers that are inputs.
 *
 * Rays are marched in strips of rows, one after the other, so that no tensor of all samples arises.
 */

import { LABEL_LENGTH } from "../camera/label.ts";
import { createGraph } from "../graph/create.ts";
import type { Graph } from "../graph/graph.ts";
import { serializeOnnx } from "../graph/onnx/model.ts";
import { maximum, minimum } from "../graph/ops/arithmetic.ts";
import { concat, reshape, sliceAxis, transpose } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { type GeneratorConfig, planeNumbers } from "../networks/config.ts";
import { decoderWeights } from "../networks/decoder.ts";
import { GeneratorNetwork, latentInputs } from "../networks/generator-network.ts";
import { truncate } from "../networks/mapping.ts";
import { constantParameters, type Weights } from "../networks/parameters.ts";
import { hasRawLayers } from "../networks/raw-image.ts";
import type { MarchOptions } from "../rendering/march/contract.ts";
import { finishDepth, type SymbolicMarch, symbolicMarch } from "../rendering/march/symbolic.ts";
import { constantField, type SymbolicField } from "../rendering/march/symbolic-field.ts";
import { type SymbolicPixelRays, symbolicCoarseDepths, symbolicPixelRays } from "../rendering/march/symbolic-rays.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";

/** Rays marched at a time. */
const STRIP_RAYS = 2048;

export interface ExportSettings {
	readonly neuralRenderingResolution: number;
	readonly march: MarchOptions;
}

interface RenderedNodes {
	readonly imageRaw: SymbolicTensor;
	readonly featureImage: SymbolicTensor;
	readonly imageDepth: SymbolicTensor;
	readonly opacity: SymbolicTensor;
}

/** planes [1, 3, C·G, H, W], camera [1, 25], and ws where a background or a layer needs them → feature_image, image_raw, image_depth, opacity */
export function rendererModel(config: GeneratorConfig, weights: Weights, settings: ExportSettings): Uint8Array {
	const graph = createGraph();
	const { planeResolution: side } = config;
	const planes = graph.input("planes", [1, 3, planeNumbers(config), side, side]);
	const { numWs, wDim } = config.mapping;
	const ws = hasRawLayers(config) ? graph.input("ws", [1, numWs, wDim]) : null;
	const rendered = renderNodes(graph, config, weights, { planes, ws }, settings);
	return serializeOnnx({ name: "renderer", outputs: namedOutputs(rendered) });
}

/** z [1, zDim], c [1, 25] conditioning camera, psi [numWs], camera [1, 25] → image and what the renderer gives */
export function viewModel(config: GeneratorConfig, weights: Weights, settings: ExportSettings): Uint8Array {
	const graph = createGraph();
	const network = new GeneratorNetwork(constantParameters(graph, weights), config);
	const { z, c } = latentInputs(graph, config);
	const ws = truncate(network.mapping(z, c), network.wAvg(), graph.input("psi", [config.mapping.numWs]));
	const rendered = renderNodes(graph, config, weights, { planes: network.planes(ws, "const"), ws }, settings);
	const { image } = network.superresolution(rendered.imageRaw, rendered.featureImage, ws);
	return serializeOnnx({ name: "view", outputs: { image, ...namedOutputs(rendered) } });
}

function namedOutputs({ imageRaw, featureImage, imageDepth, opacity }: RenderedNodes): Record<string, SymbolicTensor> {
	return { image_raw: imageRaw, feature_image: featureImage, image_depth: imageDepth, opacity };
}

function renderNodes(
	graph: Graph,
	config: GeneratorConfig,
	weights: Weights,
	{ planes, ws }: { readonly planes: SymbolicTensor; readonly ws: SymbolicTensor | null },
	{ neuralRenderingResolution: side, march }: ExportSettings,
): RenderedNodes {
	const field = constantField({ decoder: decoderWeights(weights, config.decoder), ...config.rendering }, planes);
	const rays = symbolicPixelRays(graph.input("camera", [1, LABEL_LENGTH]), side);
	const depths = symbolicCoarseDepths(rays, march, field.boxWarp, null);
	const strips: SymbolicMarch[] = [];
	for (let start = 0; start < side * side; start += STRIP_RAYS) {
		strips.push(marchStrip(field, rays, depths, march, start, Math.min(start + STRIP_RAYS, side * side)));
	}
	const join = (pick: (strip: SymbolicMarch) => SymbolicTensor): SymbolicTensor => concat(strips.map(pick), 1);
	const fold = (pick: (strip: SymbolicMarch) => SymbolicTensor, of: typeof minimum): SymbolicTensor =>
		strips.map(pick).reduce((a, b) => of(a, b));
	const whole: SymbolicMarch = {
		features: join((strip) => strip.features),
		weightedDepth: join((strip) => strip.weightedDepth),
		opacity: join((strip) => strip.opacity),
		nearest: fold((strip) => strip.nearest, minimum),
		farthest: fold((strip) => strip.farthest, maximum),
	};
	const marched = reshape(transpose(whole.features, [0, 2, 1]), [1, -1, side, side]);
	const opacity = reshape(whole.opacity, [1, 1, side, side]);
	const network = new GeneratorNetwork(constantParameters(graph, weights), config);
	const { featureImage, imageRaw } = ws
		? network.rawImages({ featureImage: marched, opacity, ws })
		: { featureImage: marched, imageRaw: sliceAxis(marched, 1, 0, 3) };
	return { featureImage, imageRaw, imageDepth: reshape(finishDepth(whole), [1, 1, side, side]), opacity };
}

function marchStrip(
	field: SymbolicField,
	rays: SymbolicPixelRays,
	depths: SymbolicTensor,
	{ depthResolutionImportance: K, whiteBack }: MarchOptions,
	start: number,
	end: number,
): SymbolicMarch {
	const rows = (tensor: SymbolicTensor): SymbolicTensor => sliceAxis(tensor, 1, start, end);
	const count = end - start;
	const evenSteps = Float32Array.from({ length: count * K }, (_, index) => ((index % K) + 0.5) / K);
	const uImportance = K > 0 ? depths.graph.constant(float32Tensor([1, count, K], evenSteps)) : null;
	const strip = { origins: rows(rays.origins), directions: rows(rays.directions), depths: rows(depths), uImportance };
	return symbolicMarch(field, strip, whiteBack);
}
