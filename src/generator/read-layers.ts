/** Sizes and clamps of a network's layers, read from its tensors and from what layers say of themselves. */

import type { NetworkDescription } from "../checkpoint/description.ts";
import { backboneBlock } from "../networks/block-layout.ts";
import type { RawImageConfig, SynthesisBlockConfig, SynthesisConfig } from "../networks/config.ts";
import type { Weights } from "../networks/parameters.ts";
import { CheckpointError } from "../tensor/errors.ts";
import type { Shape } from "../tensor/shape.ts";
import { PlainReader } from "./plain-reader.ts";

/** Parameters and buffers in one map, as they stand in the file. */
export function storedWeights({ parameters, buffers }: NetworkDescription): Weights {
	return new Map([...parameters, ...buffers]);
}

/** A chain of synthesis blocks b4, b8 … below `path`; at least one, or `CheckpointError`. @param clamp  where layers say none */
export function readSynthesis(description: NetworkDescription, path: string, clamp: number | null): SynthesisConfig {
	const weights = storedWeights(description);
	const blocks: SynthesisBlockConfig[] = [];
	for (let resolution = 4; ; resolution *= 2) {
		const block = backboneBlock(resolution);
		const own = `${path}.${block.name}`;
		if (!weights.has(`${own}.conv1.weight`)) break;
		const convClamp = readConvClamp(description, `${own}.conv1`, clamp);
		blocks.push({ ...block, convClamp, ...blockChannels(weights, own, block.isFirst) });
	}
	if (blocks.length === 0) throw new CheckpointError(`checkpoint: '${path}.b4.conv1.weight' is missing`);
	return { wDim: sizes(weights, `${path}.b4.conv1.affine.weight`, 2)[1], blocks };
}

/** The picture behind the volume, `null` where the network has none. */
export function readBackground(description: NetworkDescription, clamp: number | null): SynthesisConfig | null {
	const isThere = [...description.parameters.keys()].some((name) => name.startsWith("bcg_synthesis."));
	return isThere ? readSynthesis(description, "bcg_synthesis", clamp) : null;
}

/** The layer of the raw image, `null` where the network has none. */
export function readRawImage(description: NetworkDescription, clamp: number | null): RawImageConfig | null {
	if (!description.parameters.has("torgb.weight")) return null;
	return { convClamp: readConvClamp(description, "torgb", clamp) };
}

export function blockChannels(
	weights: Weights,
	path: string,
	isFirst: boolean,
): Pick<SynthesisBlockConfig, "inChannels" | "outChannels" | "imgChannels"> {
	const [outChannels, inner] = sizes(weights, `${path}.conv1.weight`, 4);
	const inChannels = isFirst ? inner : sizes(weights, `${path}.conv0.weight`, 4)[1];
	return { inChannels, outChannels, imgChannels: sizes(weights, `${path}.torgb.weight`, 4)[0] };
}

/** What the layer itself says counts; networks made here say it in their init arguments only. */
export function readConvClamp(description: NetworkDescription, path: string, fallback: number | null): number | null {
	const layer = description.moduleAttributes.get(path);
	return layer?.has("conv_clamp") ? clampOf(new PlainReader(layer, path)) : fallback;
}

export function clampOf(reader: PlainReader): number | null {
	return reader.value("conv_clamp") === null ? null : reader.number("conv_clamp");
}

/** The learning-rate multiplier that a layer was made with, which is its bias gain; `null` where it does not say. */
export function layerMultiplier({ moduleAttributes }: NetworkDescription, path: string): number | null {
	const layer = moduleAttributes.get(path);
	return layer?.has("bias_gain") ? new PlainReader(layer, path).number("bias_gain") : null;
}

/** The first two sizes of a tensor of the given rank. */
export function sizes(weights: Weights, name: string, rank: number): readonly [number, number] {
	const shape: Shape | undefined = weights.get(name)?.shape;
	if (!shape) throw new CheckpointError(`checkpoint: '${name}' is missing – is this a tri-plane generator?`);
	const [first = 0, second = 0] = shape;
	if (shape.length === rank && first > 0 && second > 0) return [first, second];
	throw new CheckpointError(`checkpoint: '${name}' has shape [${shape.join(", ")}], want ${rank} axes, none empty`);
}
