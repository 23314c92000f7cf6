/** The decoder's weights in the form that the renderer takes (eg3d.md §4; "OSGDecoder" in checkpoints, after the paper's working title). */

import type { DecoderWeights } from "../rendering/march/contract.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import type { DecoderConfig } from "./config.ts";
import { type Weights, weight } from "./parameters.ts";

/** A tensor of the decoder on disk, and how much more it is in the renderer. */
interface DecoderPart {
	readonly name: string;
	readonly shape: readonly number[];
	readonly gain: number;
}

/** Gains `lrMultiplier / √in` of weights and `lrMultiplier` of biases. */
function decoderParts(config: DecoderConfig, prefix: string): Readonly<Record<keyof DecoderWeights, DecoderPart>> {
	const { planeChannels, hiddenDim, featureChannels, lrMultiplier } = config;
	const out = 1 + featureChannels;
	const part = (name: string, shape: readonly number[], inFeatures = 1): DecoderPart => {
		return { name: `${prefix}net.${name}`, shape, gain: lrMultiplier / Math.sqrt(inFeatures) };
	};
	return {
		weight0: part("0.weight", [hiddenDim, planeChannels], planeChannels),
		bias0: part("0.bias", [hiddenDim]),
		weight1: part("2.weight", [out, hiddenDim], hiddenDim),
		bias1: part("2.bias", [out]),
	};
}

/** Two layers with softplus between, gains multiplied in. */
export function decoderWeights(weights: Weights, config: DecoderConfig, prefix = "decoder."): DecoderWeights {
	const { weight0, bias0, weight1, bias1 } = decoderParts(config, prefix);
	return {
		weight0: scaled(weights, weight0),
		bias0: scaled(weights, bias0),
		weight1: scaled(weights, weight1),
		bias1: scaled(weights, bias1),
	};
}

/** Gradients by the parameters, by official name, from those by the weights with their gains. */
export function decoderGradients(
	gradients: DecoderWeights,
	config: DecoderConfig,
	prefix = "decoder.",
): ReadonlyMap<string, HostTensor<"float32">> {
	const parts = decoderParts(config, prefix);
	const names = ["weight0", "bias0", "weight1", "bias1"] as const;
	return new Map(names.map((key) => [parts[key].name, multiplied(gradients[key], parts[key].gain)]));
}

function scaled(weights: Weights, { name, shape, gain }: DecoderPart): HostTensor<"float32"> {
	return multiplied(weight(weights, name, shape), gain);
}

function multiplied({ shape, data }: HostTensor<"float32">, gain: number): HostTensor<"float32"> {
	return float32Tensor(
		shape,
		data.map((value) => value * gain),
	);
}
