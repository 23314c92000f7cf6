/** The decoder's weights in the form that the renderer takes (eg3d.md §4; "OSGDecoder" in checkpoints, after the paper's working title). */

import type { DecoderWeights } from "../rendering/march/contract.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import type { DecoderConfig } from "./config.ts";
import { type Weights, weight } from "./parameters.ts";

/** Two layers with softplus between, gains `lrMultiplier / √in` and `lrMultiplier` multiplied in. */
export function decoderWeights(weights: Weights, config: DecoderConfig, prefix = "decoder."): DecoderWeights {
	const { planeChannels, hiddenDim, featureChannels, lrMultiplier } = config;
	const out = 1 + featureChannels;
	return {
		weight0: scaled(
			weights,
			`${prefix}net.0.weight`,
			[hiddenDim, planeChannels],
			lrMultiplier / Math.sqrt(planeChannels),
		),
		bias0: scaled(weights, `${prefix}net.0.bias`, [hiddenDim], lrMultiplier),
		weight1: scaled(weights, `${prefix}net.2.weight`, [out, hiddenDim], lrMultiplier / Math.sqrt(hiddenDim)),
		bias1: scaled(weights, `${prefix}net.2.bias`, [out], lrMultiplier),
	};
}

function scaled(weights: Weights, name: string, shape: readonly number[], gain: number): HostTensor<"float32"> {
	return float32Tensor(
		shape,
		weight(weights, name, shape).data.map((value) => value * gain),
	);
}
