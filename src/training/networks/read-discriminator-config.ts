/**
 * Reads a dual discriminator's configuration from a checkpoint's description. Sizes come from the tensors, what they
 * cannot say from the layers' own attributes and, where those are not there, from the init arguments.
 */

import type { NetworkDescription } from "../../checkpoint/description.ts";
import { PlainReader } from "../../generator/plain-reader.ts";
import type {
	DiscriminatorBlockConfig,
	DiscriminatorConfig,
	DiscriminatorEpilogueConfig,
	LabelMappingConfig,
} from "../../networks/discriminator-config.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import type { Shape } from "../../tensor/shape.ts";

const LARGEST_SIDE = 2 ** 14;
const LARGEST_GROUP = 2 ** 16;
/** Side at which the epilogue takes over. */
const EPILOGUE_RESOLUTION = 4;
const CLASS_NAME = "DualDiscriminator";

/** Throws `CheckpointError` naming what is missing, of another kind, or not to be trained here. */
export function readDiscriminatorConfig(description: NetworkDescription): DiscriminatorConfig {
	if (description.className !== CLASS_NAME) {
		throw new CheckpointError(`checkpoint: the discriminator is a ${description.className}, want a ${CLASS_NAME}`);
	}
	const kwargs = new PlainReader(description.initKwargs, "init_kwargs");
	const cDim = kwargs.integer("c_dim", 0, LARGEST_SIDE);
	const blocks = readBlocks(description, kwargs);
	const [first] = blocks;
	if (!first) throw new CheckpointError("checkpoint: the discriminator has no block with 'conv0.weight'");
	return {
		cDim,
		imgResolution: first.resolution,
		imgChannels: sizesOf(description, `${first.name}.fromrgb.weight`, 4)[1],
		blocks,
		epilogue: readEpilogue(description, kwargs),
		mapping: cDim === 0 ? null : readMapping(description, kwargs),
		labelNoise: kwargs.number("disc_c_noise", 0),
	};
}

function readBlocks(description: NetworkDescription, kwargs: PlainReader): DiscriminatorBlockConfig[] {
	const blocks: DiscriminatorBlockConfig[] = [];
	for (let resolution = 2 * EPILOGUE_RESOLUTION; resolution <= LARGEST_SIDE; resolution *= 2) {
		const name = `b${resolution}`;
		if (!description.parameters.has(`${name}.conv0.weight`)) break;
		refuseOtherArchitectures(description, name);
		const [outChannels, inChannels] = sizesOf(description, `${name}.conv1.weight`, 4);
		const convClamp = readClamp(description, `${name}.conv1`, kwargs);
		blocks.unshift({ name, resolution, inChannels, outChannels, convClamp });
	}
	return blocks;
}

/** Only residual blocks are built here; "skip" and "orig" ones have other tensors or none. */
function refuseOtherArchitectures({ moduleAttributes }: NetworkDescription, block: string): void {
	const attributes = moduleAttributes.get(block);
	if (attributes) new PlainReader(attributes, block).choice("architecture", ["resnet"], "resnet");
}

function readEpilogue(description: NetworkDescription, kwargs: PlainReader): DiscriminatorEpilogueConfig {
	const name = `b${EPILOGUE_RESOLUTION}`;
	const [inChannels, seen] = sizesOf(description, `${name}.conv.weight`, 4);
	const attributes = description.moduleAttributes.get(`${name}.mbstd`);
	const given = kwargs.record("epilogue_kwargs");
	const own = attributes ? new PlainReader(attributes, `${name}.mbstd`) : null;
	const group = own ? own.value("group_size") : given.value("mbstd_group_size");
	const reader = own ?? given;
	const key = own ? "group_size" : "mbstd_group_size";
	return {
		name,
		resolution: EPILOGUE_RESOLUTION,
		inChannels,
		groupSize: own && group === null ? null : reader.integer(key, 1, LARGEST_GROUP, 4),
		stdChannels: seen - inChannels,
		convClamp: readClamp(description, `${name}.conv`, kwargs),
	};
}

function readMapping(description: NetworkDescription, kwargs: PlainReader): LabelMappingConfig {
	let numLayers = 0;
	while (description.parameters.has(`mapping.fc${numLayers}.weight`)) numLayers++;
	const [cmapDim] = sizesOf(description, "mapping.embed.weight", 2);
	return { numLayers, cmapDim, lrMultiplier: kwargs.record("mapping_kwargs").number("lr_multiplier", 0.01) };
}

/** What the layer itself says counts; networks made here say it in their init arguments only. */
function readClamp({ moduleAttributes }: NetworkDescription, path: string, kwargs: PlainReader): number | null {
	const layer = moduleAttributes.get(path);
	const reader = layer?.has("conv_clamp") ? new PlainReader(layer, path) : kwargs;
	return reader.value("conv_clamp") === null ? null : reader.number("conv_clamp");
}

/** The first two sizes of a parameter of the given rank. */
function sizesOf({ parameters }: NetworkDescription, name: string, rank: number): readonly [number, number] {
	const shape: Shape | undefined = parameters.get(name)?.shape;
	if (!shape) throw new CheckpointError(`checkpoint: '${name}' is missing – is this a dual discriminator?`);
	const [first = 0, second = 0] = shape;
	if (shape.length === rank && first > 0 && second > 0) return [first, second];
	throw new CheckpointError(`checkpoint: '${name}' has shape [${shape.join(", ")}], want ${rank} axes, none empty`);
}
