/** The opposite of `read-discriminator-config.ts`: a configuration as the description that a checkpoint carries. */

import type { NetworkDescription, PlainRecord, PlainValue } from "../../checkpoint/description.ts";
import type { DiscriminatorConfig } from "../../networks/discriminator-config.ts";
import { isBuffer, type Weights } from "../../networks/parameters.ts";

/** Describes a discriminator in the published layout. `readDiscriminatorConfig` of the result gives `config` again. */
export function describeDiscriminator(config: DiscriminatorConfig, weights: Weights): NetworkDescription {
	const { cDim, imgResolution, imgChannels, blocks, epilogue, mapping, labelNoise } = config;
	const shared = { c_dim: cDim, img_resolution: imgResolution };
	const entries = [...weights];
	return {
		className: "DualDiscriminator",
		initArgs: [],
		initKwargs: record({
			...shared,
			img_channels: imgChannels / 2,
			conv_clamp: epilogue.convClamp,
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
		moduleAttributes: new Map([
			...layerClamps(config).map(([path, clamp]): [string, PlainRecord] => [path, record({ conv_clamp: clamp })]),
			[`${epilogue.name}.mbstd`, record({ group_size: epilogue.groupSize })],
		]),
		moduleClasses: new Map(),
		tensorAttributes: new Map(),
		parameters: new Map(entries.filter(([name]) => !isBuffer(name))),
		buffers: new Map(entries.filter(([name]) => isBuffer(name))),
	};
}

/** The init arguments hold one clamp for all blocks, the layers one each; `skip` layers have none. */
function layerClamps({ blocks, epilogue }: DiscriminatorConfig): readonly (readonly [string, number | null])[] {
	return [
		...blocks.flatMap(({ name, convClamp }) =>
			["conv0", "conv1"].map((layer) => [`${name}.${layer}`, convClamp] as const),
		),
		[`${epilogue.name}.conv`, epilogue.convClamp],
	];
}

function record(entries: Readonly<Record<string, PlainValue>>): PlainRecord {
	return new Map(Object.entries(entries));
}
