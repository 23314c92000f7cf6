/**
 * StyleGAN2 synthesis in its skip architecture (Karras et al. 2020; eg3d.md §3): the backbone that generates the
 * tri-planes, and the two blocks of super-resolution.
 */

import { upsample2d } from "../graph/functions/upfirdn.ts";
import { clip, leakyRelu } from "../graph/ops/activations.ts";
import { add, mul } from "../graph/ops/arithmetic.ts";
import { cast } from "../graph/ops/comparison.ts";
import { expand, reshape, sliceAxis } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";
import type { NoiseMode, SynthesisBlockConfig, SynthesisConfig } from "./config.ts";
import { fullyConnected, LRELU_GAIN, LRELU_SLOPE } from "./fully-connected.ts";
import { modulatedConv2d, modulatedProjection } from "./modulated-conv.ts";
import { layerNoise } from "./noise.ts";
import type { Parameters } from "./parameters.ts";
import { type GraphTarget, upMethod } from "./target.ts";

/** [1, 3, 3, 1] ⊗ [1, 3, 3, 1] / 64, the FIR of every published network (their `resample_filter` buffers). */
export const RESAMPLE_FILTER: Float32Tensor = float32Tensor(
	[4, 4],
	[1, 3, 3, 1].flatMap((a) => [1, 3, 3, 1].map((b) => (a * b) / 64)),
);

/** What flows from block to block: features, and the image made so far. */
export interface SynthesisState {
	/** [N, C, H, W], float32 or float16; `null` before the first block. */
	readonly x: SymbolicTensor | null;
	/** [N, imgChannels, H, W]; `null` before the first block of the backbone. */
	readonly img: SymbolicTensor | null;
}

/** How the graph of a chain is written, alike for all its blocks. */
export interface SynthesisStyle {
	readonly noiseMode: NoiseMode;
	readonly target: GraphTarget;
}

/** Latents that a block takes: one per convolution, one for toRGB. */
export function wsPerBlock(block: SynthesisBlockConfig): { readonly convs: number; readonly total: number } {
	const convs = block.isFirst ? 1 : 2;
	return { convs, total: convs + 1 };
}

/** How many ws a chain takes: toRGB shares its w with the next block's first convolution. */
export function countWs(config: SynthesisConfig): number {
	return config.blocks.reduce((sum, block) => sum + wsPerBlock(block).convs, 1);
}

/**
 * The backbone: a chain of blocks, each with its own slice of ws.
 * @param ws  [N, numWs, wDim]
 * @returns   [N, imgChannels, R, R]
 */
export function synthesis(
	ws: SymbolicTensor,
	parameters: Parameters,
	config: SynthesisConfig,
	noiseMode: NoiseMode,
	target: GraphTarget = "any",
): SymbolicTensor {
	let img: SymbolicTensor | null = null;
	for (const state of synthesisStates(ws, parameters, config, { noiseMode, target })) img = state.img;
	if (!img) throw new RangeError("synthesis: a network without blocks");
	return img;
}

/** What stands behind each block of the backbone, one after the other. @param ws  [N, numWs, wDim] */
export function* synthesisStates(
	ws: SymbolicTensor,
	parameters: Parameters,
	config: SynthesisConfig,
	style: SynthesisStyle,
): Generator<SynthesisState, void, void> {
	matchShape("ws", ws.shape, ["N", countWs(config), config.wDim]);
	let state: SynthesisState = { x: null, img: null };
	let first = 0;
	for (const block of config.blocks) {
		const { convs, total } = wsPerBlock(block);
		const latents = Array.from({ length: total }, (_, index) => latentOf(ws, first + index));
		state = synthesisBlock(state, latents, parameters.scope(block.name), block, style);
		first += convs;
		yield state;
	}
}

/** w of one layer, [N, wDim]. */
function latentOf(ws: SymbolicTensor, index: number): SymbolicTensor {
	const { N, wDim } = matchShape("ws", ws.shape, ["N", "numWs", "wDim"]);
	return reshape(sliceAxis(ws, 1, index, index + 1), [N, wDim]);
}

/**
 * One block: (conv0,) conv1, toRGB.
 * @param latents  one [N, wDim] per convolution and one for toRGB
 */
export function synthesisBlock(
	state: SynthesisState,
	latents: readonly SymbolicTensor[],
	parameters: Parameters,
	block: SynthesisBlockConfig,
	style: SynthesisStyle,
): SynthesisState {
	const pending = [...latents];
	const next = (): SymbolicTensor => {
		const w = pending.shift();
		if (!w) throw new RangeError(`${block.name}: too few ws`);
		return w;
	};
	const w = next();
	const { N } = matchShape("w", w.shape, ["N", "wDim"]);
	let x: SymbolicTensor;
	if (block.isFirst) {
		const { outChannels, resolution } = block;
		const learned = parameters.get("const", [outChannels, resolution, resolution]);
		const start = expand(reshape(learned, [1, outChannels, resolution, resolution]), [
			N,
			outChannels,
			resolution,
			resolution,
		]);
		x = synthesisLayer(start, w, "conv1", parameters, block, style, false);
	} else {
		if (!state.x) throw new RangeError(`${block.name}: needs features to go on from`);
		x = synthesisLayer(state.x, w, "conv0", parameters, block, style, block.up);
		x = synthesisLayer(x, next(), "conv1", parameters, block, style, false);
	}
	const rgb = toRGB(x, next(), parameters.scope("torgb"), block, style.target);
	if (!state.img) return { x, img: rgb };
	const img = block.up ? upsample2d(state.img, RESAMPLE_FILTER, { method: upMethod(style.target) }) : state.img;
	return { x, img: add(img, cast(rgb, img.dtype)) };
}

/** Modulated 3×3 convolution, noise, bias, leaky ReLU · √2, clamp. */
function synthesisLayer(
	x: SymbolicTensor,
	w: SymbolicTensor,
	name: "conv0" | "conv1",
	blockParameters: Parameters,
	block: SynthesisBlockConfig,
	style: SynthesisStyle,
	up: boolean,
): SymbolicTensor {
	const parameters = blockParameters.scope(name);
	const { N, I } = matchShape("x", x.shape, ["N", "I", "H", "W"]);
	const { outChannels, resolution } = block;
	const styles = affine(w, parameters, I);
	const weight = parameters.get("weight", [outChannels, I, 3, 3]);
	// Leaky ReLU lets positive factors through, so its gain is multiplied into everything small that goes into it.
	const y = modulatedConv2d(x, weight, styles, {
		bias: parameters.get("bias", [outChannels]),
		upFilter: up ? RESAMPLE_FILTER : null,
		gain: LRELU_GAIN,
		target: style.target,
	});
	const noise = layerNoise(style.noiseMode, `${block.name}.${name}`, parameters, N, resolution, LRELU_GAIN);
	return clamp(leakyRelu(noise ? add(y, cast(noise, y.dtype)) : y, LRELU_SLOPE), block.convClamp);
}

/** 1×1 modulated convolution without demodulation; styles are scaled by 1/√in instead. */
export function toRGB(
	x: SymbolicTensor,
	w: SymbolicTensor,
	parameters: Parameters,
	{ imgChannels, convClamp }: Pick<SynthesisBlockConfig, "imgChannels" | "convClamp">,
	target: GraphTarget,
): SymbolicTensor {
	const { I } = matchShape("x", x.shape, ["N", "I", "H", "W"]);
	const styles = mul(affine(w, parameters, I), 1 / Math.sqrt(I));
	const weight = parameters.get("weight", [imgChannels, I, 1, 1]);
	return clamp(modulatedProjection(x, weight, styles, parameters.get("bias", [imgChannels]), target), convClamp);
}

/** Styles of a layer: [N, wDim] → [N, I]. */
function affine(w: SymbolicTensor, parameters: Parameters, outFeatures: number): SymbolicTensor {
	const inFeatures = w.shape[1] ?? 0;
	return fullyConnected(w, parameters.scope("affine"), {
		inFeatures,
		outFeatures,
		activation: "linear",
		lrMultiplier: 1,
	});
}

function clamp(x: SymbolicTensor, limit: number | null): SymbolicTensor {
	return limit === null ? x : clip(x, -limit, limit);
}
