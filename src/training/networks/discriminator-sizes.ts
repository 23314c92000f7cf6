/** The published layout of the dual discriminator for any image size and channel counts (eg3d.md §9). */

import type { DiscriminatorBlockConfig, DiscriminatorConfig } from "../../networks/discriminator-config.ts";
import { InputError } from "../../tensor/errors.ts";

export interface DiscriminatorSizes {
	/** Side of `image`, a power of two of at least 8. */
	readonly imgResolution: number;
	/** Length of the label. */
	readonly cDim: number;
	/** Channels at resolution r: min(channelBase / r, channelMax); published 32768 and 512. */
	readonly channelBase: number;
	readonly channelMax: number;
	/** Samples of a group of the minibatch standard deviation; published 4. */
	readonly groupSize: number;
	readonly labelNoise: number;
}

const EPILOGUE_RESOLUTION = 4;
/** As published. */
const CONV_CLAMP = 256;
const MAPPING = { numLayers: 8, lrMultiplier: 0.01 } as const;

/** Throws `InputError` for an image size that blocks cannot halve down to 4. */
export function discriminatorConfig(sizes: DiscriminatorSizes): DiscriminatorConfig {
	const { imgResolution, cDim, channelBase, channelMax, groupSize, labelNoise } = sizes;
	if (!(imgResolution >= 8 && Number.isInteger(Math.log2(imgResolution)))) {
		throw new InputError(`discriminator: image size ${imgResolution}, want a power of two of at least 8`);
	}
	const channels = (resolution: number): number => Math.min(Math.floor(channelBase / resolution), channelMax);
	const blocks: DiscriminatorBlockConfig[] = [];
	for (let resolution = imgResolution; resolution > EPILOGUE_RESOLUTION; resolution /= 2) {
		blocks.push({
			name: `b${resolution}`,
			resolution,
			inChannels: channels(resolution),
			outChannels: channels(resolution / 2),
			convClamp: CONV_CLAMP,
		});
	}
	const inChannels = channels(EPILOGUE_RESOLUTION);
	return {
		cDim,
		imgResolution,
		imgChannels: 6,
		blocks,
		epilogue: {
			name: `b${EPILOGUE_RESOLUTION}`,
			resolution: EPILOGUE_RESOLUTION,
			inChannels,
			groupSize,
			stdChannels: 1,
			convClamp: CONV_CLAMP,
		},
		mapping: cDim === 0 ? null : { ...MAPPING, cmapDim: inChannels },
		labelNoise,
	};
}

const LAYERS = ["conv0", "conv1", "skip"] as const;

/**
 * Freeze-D (Mo et al. 2020): the first layers of a discriminator that was trained before stay as they are.
 *
 * Names of the parameters of the first `count` layers, counted as in the published code: in each block fromrgb (of the
 * first one), conv0, conv1, skip. Throws `InputError` where there are not so many.
 */
export function frozenParameters({ blocks }: DiscriminatorConfig, count: number): ReadonlySet<string> {
	const layers = blocks.flatMap(({ name }, index) => [
		...(index === 0 ? [`${name}.fromrgb`] : []),
		...LAYERS.map((layer) => `${name}.${layer}`),
	]);
	if (!Number.isInteger(count) || count < 0 || count > layers.length) {
		throw new InputError(
			`freeze: ${count} layers of the discriminator, want a whole number from 0 to ${layers.length}`,
		);
	}
	return new Set(
		layers
			.slice(0, count)
			.flatMap((layer) => (layer.endsWith("skip") ? [`${layer}.weight`] : [`${layer}.weight`, `${layer}.bias`])),
	);
}
