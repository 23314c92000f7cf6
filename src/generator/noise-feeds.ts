/** Fresh noise for the layers of a graph that was built with noise mode "random": seeded, so that it can be repeated. */

import type { SynthesisConfig } from "../networks/config.ts";
import { NOISE_INPUT_PREFIX } from "../networks/noise.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";

/** One standard normal [1, 1, R, R] per convolution, in the order of the layers, from `RandomState(seed)`. */
export function noiseFeeds(config: SynthesisConfig, seed: number): Record<string, HostTensor> {
	const random = new RandomState(seed);
	const layers = config.blocks.flatMap((block) =>
		(block.isFirst ? ["conv1"] : ["conv0", "conv1"]).map((conv) => ({ block, conv })),
	);
	return Object.fromEntries(
		layers.map(({ block: { name, resolution }, conv }) => [
			`${NOISE_INPUT_PREFIX}${name}.${conv}`,
			float32Tensor([1, 1, resolution, resolution], random.randn(resolution * resolution)),
		]),
	);
}
