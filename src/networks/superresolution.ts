/**
 * Super-resolution of the rendered features (eg3d.md §6): two synthesis blocks driven by the last w. A network of ours may
 * have no blocks: its image is what was marched, resized where there were more or fewer rays than pixels.
 *
 * A quirk of the published code: a first block that does not enlarge adds its RGB to the picture that it is given, in
 * place. Where no resize comes before, that is the very tensor that is returned as `image_raw`, and the discriminator
 * is trained on it. `image` is what it would be without.
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

/** Whether the published code alters the `image_raw` of so many rays per side in place. */
export function altersImageRaw(config: SuperresolutionConfig, side: number): boolean {
	return config.blocks[0]?.up === false && !isResized(side, config);
}

export interface SuperresolvedImages {
	/** [N, 3, R, R], about [−1, 1] */
	readonly image: SymbolicTensor;
	/** [N, 3, nrr, nrr]: as it was given, or as the published code leaves it where it alters it. */
	readonly publishedRaw: SymbolicTensor;
}

/** What super-resolution takes. */
export interface RenderedImages {
	/** [N, 3, nrr, nrr] */
	readonly imageRaw: SymbolicTensor;
	/** [N, C, nrr, nrr] */
	readonly featureImage: SymbolicTensor;
	/** [N, numWs, wDim]; the last one drives every layer */
	readonly ws: SymbolicTensor;
}

export interface SuperresolutionStyle {
	readonly target?: GraphTarget;
	/** Of the features between the layers; the result is float32. Default "fp32". */
	readonly precision?: Precision;
}

/** Throws `ShapeError` for inputs that are not of `config`. */
export function superresolution(
	{ imageRaw, featureImage, ws }: RenderedImages,
	parameters: Parameters,
	config: SuperresolutionConfig,
	{ target = "any", precision = "fp32" }: SuperresolutionStyle = {},
): SuperresolvedImages {
	const { N, numWs, wDim } = matchShape("ws", ws.shape, ["N", "numWs", "wDim"]);
	const w = reshape(sliceAxis(ws, 1, numWs - 1, numWs), [N, wDim]);
	// The image itself stays in float32: it is small, and its errors would add up from block to block.
	const x = cast(toInputSize(featureImage, config), precision === "fp16" ? "float16" : "float32");
	let state: SynthesisState = { x, img: toInputSize(imageRaw, config) };
	let publishedRaw = imageRaw;
	const style = { noiseMode: config.noiseMode, target };
	for (const block of config.blocks) {
		const latents = new Array<SymbolicTensor>(wsPerBlock(block).total).fill(w);
		state = synthesisBlock(state, latents, parameters.scope(block.name), block, style);
		const isFirst = block === config.blocks[0];
		if (isFirst && state.img && altersImageRaw(config, imageRaw.shape[3] ?? 0)) publishedRaw = state.img;
	}
	if (!state.img) throw new RangeError("superresolution: a network without an image");
	return { image: state.img, publishedRaw };
}

function isResized(side: number, { inputResolution, resizeWhen }: SuperresolutionConfig): boolean {
	return resizeWhen === "smaller" ? side < inputResolution : side !== inputResolution;
}

function toInputSize(x: SymbolicTensor, config: SuperresolutionConfig): SymbolicTensor {
	const { inputResolution, antialias } = config;
	return isResized(x.shape[3] ?? 0, config) ? resize2d(x, [inputResolution, inputResolution], { antialias }) : x;
}
