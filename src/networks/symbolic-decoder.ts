/** The decoder's weights as graph nodes, so that training can differentiate by them (eg3d.md §4). */

import { mul } from "../graph/ops/arithmetic.ts";
import type { SymbolicDecoder } from "../rendering/march/symbolic-field.ts";
import type { DecoderConfig } from "./config.ts";
import type { Parameters } from "./parameters.ts";

/** @param parameters  the network's; the decoder's lie below "decoder.net" */
export function symbolicDecoder(parameters: Parameters, config: DecoderConfig): SymbolicDecoder {
	const { planeChannels, hiddenDim, featureChannels, lrMultiplier } = config;
	const net = parameters.scope("decoder").scope("net");
	const out = 1 + featureChannels;
	return {
		weight0: mul(net.get("0.weight", [hiddenDim, planeChannels]), lrMultiplier / Math.sqrt(planeChannels)),
		bias0: mul(net.get("0.bias", [hiddenDim]), lrMultiplier),
		weight1: mul(net.get("2.weight", [out, hiddenDim]), lrMultiplier / Math.sqrt(hiddenDim)),
		bias1: mul(net.get("2.bias", [out]), lrMultiplier),
	};
}
