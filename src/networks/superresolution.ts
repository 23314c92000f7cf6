/**
 * Super-resolution of the rendered features (eg3d.md §6): two synthesis blocks driven by the last w. A network of ours may
 * have no blocks: its image is what was marched, resized where there were more or fewer rays than pixels.
 */

import { resize2d } from "../graph/functions/resize.ts";
import { cast } from "../graph/ops/comparison.ts";
import { reshape, sliceAxis } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { matchShape } from "../tensor/shape.ts";
import type { SuperresolutionConfig } from "./config.ts";
import type { Parameters } from "./parameters.ts";
import { type SynthesisState, synthesisBlock, wsPerBlock } from "./synthesis.ts";
import type { GraphTarget, Precision } from "./target.ts";

/**
 * @param imageRaw      [N, 3, nrr, nrr]
 * @param featureImage  [N, C, nrr, nrr]
 * @param ws            [N, numWs, wDim]; the last one drives every layer
 * @param precision     of the features between the layers; the result is float32
 * @returns             image [N, 3, R, R], about [-1, 1]
 */
export function superresolution(
	imageRaw: SymbolicTensor,
	featureImage: SymbolicTensor,
	ws: SymbolicTensor,
	parameters: Parameters,
	config: SuperresolutionConfig,
	target: GraphTarget = "any",
	precision: Precision = "fp32",
): SymbolicTensor {
	const { N, numWs, wDim } = matchShape("ws", ws.shape, ["N", "numWs", "wDim"]);
	const w = reshape(sliceAxis(ws, 1, numWs - 1, numWs), [N, wDim]);
	// The image itself stays in float32: it is small, and its errors would add up from block to block.
	const x = cast(toInputSize(featureImage, config), precision === "fp16" ? "float16" : "float32");
	let state: SynthesisState = { x, img: toInputSize(imageRaw, config) };
	const style = { noiseMode: config.noiseMode, target };
	for (const block of config.blocks) {
		const latents = new Array<SymbolicTensor>(wsPerBlock(block).total).fill(w);
		state = synthesisBlock(state, latents, parameters.scope(block.name), block, style);
	}
	if (!state.img) throw new RangeError("superresolution: a network without an image");
	return state.img;
}

function toInputSize(
	x: SymbolicTensor,
	{ inputResolution, resizeWhen, antialias }: SuperresolutionConfig,
): SymbolicTensor {
	const side = x.shape[3] ?? 0;
	const wanted = resizeWhen === "smaller" ? side < inputResolution : side !== inputResolution;
	return wanted ? resize2d(x, [inputResolution, inputResolution], { antialias }) : x;
}
