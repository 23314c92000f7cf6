/** Weights of the decoder as the shaders want them: in vectors of four rows, padded with zeros. */

import type { DecoderWeights } from "../../contract.ts";

/** Vectors of four features that one pass over the hidden units gives: 32 features, as published networks have. */
const LARGEST_BLOCK = 8;

export interface PackedDecoder {
	/** D / 4, rounded up. */
	readonly hiddenVectors: number;
	readonly features: number;
	/** Vectors of features at a time, and how many times. */
	readonly block: number;
	readonly blocks: number;
	/** [D / 4, C + 1, 4]: columns of the first layer over three (the mean of three planes), then its bias. */
	readonly layer: Float32Array;
	/** Row of sigma, biases and rows of the colours, bias of the first layer: see field.wgsl. */
	readonly decoder: Float32Array;
	readonly sigmaBias: number;
}

/** Packs a checked decoder. Padded hidden units are softplus(0), which nobody weighs; padded features are not stored. */
export function packDecoder({ weight0, bias0, weight1, bias1 }: DecoderWeights): PackedDecoder {
	const [units = 0, channels = 0] = weight0.shape;
	const features = (bias1.shape[0] ?? 1) - 1;
	const hiddenVectors = Math.ceil(units / 4);
	const block = Math.min(Math.ceil(features / 4), LARGEST_BLOCK);
	const blocks = Math.ceil(features / 4 / block);
	const layer = new Float32Array(hiddenVectors * (channels + 1) * 4);
	for (let unit = 0; unit < units; unit++) {
		const at = (channel: number): number => (Math.floor(unit / 4) * (channels + 1) + channel) * 4 + (unit % 4);
		for (let channel = 0; channel < channels; channel++) {
			layer[at(channel)] = weight0.data[unit * channels + channel]! / 3;
		}
		layer[at(channels)] = bias0.data[unit]!;
	}
	const packed = { hiddenVectors, features, block, blocks };
	const second = packSecondLayer(weight1.data, bias1.data, units, packed);
	const decoder = new Float32Array(second.length + 4 * hiddenVectors);
	decoder.set(second);
	decoder.set(bias0.data, second.length);
	return { ...packed, layer, decoder, sigmaBias: bias1.data[0]! };
}

function packSecondLayer(
	weight: Float32Array,
	bias: Float32Array,
	units: number,
	{ hiddenVectors, features, block, blocks }: Pick<PackedDecoder, "hiddenVectors" | "features" | "block" | "blocks">,
): Float32Array {
	const biasStart = 4 * hiddenVectors;
	const matrixStart = biasStart + 4 * blocks * block;
	const packed = new Float32Array(matrixStart + 16 * blocks * block * hiddenVectors);
	packed.set(weight.subarray(0, units));
	packed.set(bias.subarray(1), biasStart);
	for (let feature = 0; feature < features; feature++) {
		const [vector, row] = [Math.floor(feature / 4), feature % 4];
		const [group, place] = [Math.floor(vector / block), vector % block];
		for (let unit = 0; unit < units; unit++) {
			const matrix = (group * hiddenVectors + Math.floor(unit / 4)) * block + place;
			packed[matrixStart + matrix * 16 + (unit % 4) * 4 + row] = weight[(feature + 1) * units + unit]!;
		}
	}
	return packed;
}
