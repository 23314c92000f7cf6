/** The decoder (eg3d.md §4; "OSGDecoder" in checkpoints, after the paper's working title): two layers with softplus between. */

import { mul } from "../graph/ops/arithmetic.ts";
import type { DecoderWeights } from "../rendering/march/contract.ts";
import type { SymbolicDecoder } from "../rendering/march/symbolic-field.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { DecoderConfig } from "./config.ts";
import { type Parameters, type Weights, weight } from "./parameters.ts";

/** A tensor of the decoder on disk, below "decoder", and how much more it is in the renderer. */
interface DecoderPart {
	readonly name: string;
	readonly shape: Shape;
	readonly gain: number;
}

/** Every tensor of the decoder. Gains are `lrMultiplier / √in` of weights and `lrMultiplier` of biases. */
function decoderParts(config: DecoderConfig): Readonly<Record<keyof DecoderWeights, DecoderPart>> {
	const { planeChannels, hiddenDim, featureChannels, lrMultiplier } = config;
	const out = 1 + featureChannels;
	const part = (name: string, shape: Shape, inFeatures = 1): DecoderPart => {
		return { name: `net.${name}`, shape, gain: lrMultiplier / Math.sqrt(inFeatures) };
	};
	return {
		weight0: part("0.weight", [hiddenDim, planeChannels], planeChannels),
		bias0: part("0.bias", [hiddenDim]),
		weight1: part("2.weight", [out, hiddenDim], hiddenDim),
		bias1: part("2.bias", [out]),
	};
}

function mapParts<T>(
	config: DecoderConfig,
	value: (part: DecoderPart, key: keyof DecoderWeights) => T,
): Record<keyof DecoderWeights, T> {
	const { weight0, bias0, weight1, bias1 } = decoderParts(config);
	return {
		weight0: value(weight0, "weight0"),
		bias0: value(bias0, "bias0"),
		weight1: value(weight1, "weight1"),
		bias1: value(bias1, "bias1"),
	};
}

/** The weights of a generator's decoder as the renderer takes them, gains multiplied in. */
export function decoderWeights(weights: Weights, config: DecoderConfig): DecoderWeights {
	return mapParts(config, ({ name, shape, gain }) => multiplied(weight(weights, `decoder.${name}`, shape), gain));
}

/** The same as graph nodes, so that training can differentiate by them. @param parameters  the decoder's own */
export function symbolicDecoder(parameters: Parameters, config: DecoderConfig): SymbolicDecoder {
	return mapParts(config, ({ name, shape, gain }) => mul(parameters.get(name, shape), gain));
}

/** Gradients by the generator's parameters, by official name, from those by the weights with their gains. */
export function decoderGradients(gradients: DecoderWeights, config: DecoderConfig): ReadonlyMap<string, Float32Tensor> {
	const named = mapParts(
		config,
		({ name, gain }, key) => [`decoder.${name}`, multiplied(gradients[key], gain)] as const,
	);
	return new Map(Object.values(named));
}

function multiplied({ shape, data }: Float32Tensor, gain: number): Float32Tensor {
	return float32Tensor(
		shape,
		data.map((value) => value * gain),
	);
}
