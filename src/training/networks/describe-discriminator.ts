/** The opposite of `read-discriminator-config.ts`: a configuration as the description that a checkpoint carries. */

import type { NetworkDescription, PlainRecord, PlainValue } from "../../checkpoint/description.ts";
import { isBuffer } from "../../networks/buffers.ts";
import type { DiscriminatorConfig } from "../../networks/discriminator-config.ts";
import type { Weights } from "../../networks/parameters.ts";
import { InputError } from "../../tensor/errors.ts";

/**
 * Describes a discriminator in the published layout. `readDiscriminatorConfig` of the result gives `config` again.
 * Throws `InputError` where its layers are clamped differently, which the layout cannot say.
 */
export function describeDiscriminator(config: DiscriminatorConfig, weights: Weights): NetworkDescription {
	const { cDim, imgResolution, imgChannels, blocks, epilogue, mapping, labelNoise } = config;
	const convClamp = epilogue.convClamp;
	if (blocks.some((block) => block.convClamp !== convClamp)) {
		throw new InputError("describeDiscriminator: layers with different clamps, want one for all");
	}
	const shared = { c_dim: cDim, img_resolution: imgResolution };
	const entries = [...weights];
	return {
		className: "DualDiscriminator",
		initArgs: [],
		initKwargs: record({
			...shared,
			img_channels: imgChannels / 2,
			conv_clamp: convClamp,
			disc_c_noise: labelNoise,
			block_kwargs: record({ freeze_layers: 0 }),
			mapping_kwargs: mapping ? record({ lr_multiplier: mapping.lrMultiplier }) : record({}),
			epilogue_kwargs: record({ mbstd_group_size: epilogue.groupSize }),
		}),
		attributes: record({
			...shared,
			img_channels: imgChannels,
			block_resolutions: blocks.map(({ resolution }) => resolution),
			disc_c_noise: labelNoise,
		}),
		moduleAttributes: new Map([[`${epilogue.name}.mbstd`, record({ group_size: epilogue.groupSize })]]),
		moduleClasses: new Map(),
		tensorAttributes: new Map(),
		parameters: new Map(entries.filter(([name]) => !isBuffer(name))),
		buffers: new Map(entries.filter(([name]) => isBuffer(name))),
	};
}

function record(entries: Readonly<Record<string, PlainValue>>): PlainRecord {
	return new Map(Object.entries(entries));
}
