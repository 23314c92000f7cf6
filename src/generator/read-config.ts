/**
 * Reads a generator's configuration from a checkpoint's description. Sizes come from the tensors themselves, what
 * tensors cannot say from the layers' own attributes, the init arguments and the rendering options. An option that is
 * not there has the value that the published code gives it (eg3d.md §6); one that the published code cannot do without
 * is refused where it decides who is seen (`c_gen_conditioning_zero`).
 */

import type { NetworkDescription } from "../checkpoint/description.ts";
import { superresolutionBlocks } from "../networks/block-layout.ts";
import {
	type DecoderConfig,
	type GeneratorConfig,
	type MappingConfig,
	planeNumbers,
	type SuperresolutionConfig,
	type SynthesisBlockConfig,
} from "../networks/config.ts";
import type { Weights } from "../networks/parameters.ts";
import { countWs } from "../networks/synthesis.ts";
import { CheckpointError, GraphError, InputError, ShapeError } from "../tensor/errors.ts";
import { toFloat32 } from "../tensor/to-float32.ts";
import { familyMember } from "./family-member.ts";
import { networkFamily } from "./network-family.ts";
import { partsSetAside } from "./parts-set-aside.ts";
import { PlainReader } from "./plain-reader.ts";
import { refuseLarge } from "./plan-cost.ts";
import {
	blockChannels,
	clampOf,
	layerMultiplier,
	readBackground,
	readConvClamp,
	readRawImage,
	readSynthesis,
	sizes,
	storedWeights,
} from "./read-layers.ts";
import { readConditioning, readRendering } from "./read-rendering.ts";
import { assumedOptions, convertedTensors, familyOf, type ReadingNotes, refuseUnused } from "./reading-notes.ts";
import {
	OWN_SUPERRESOLUTION,
	publishedSuperresolution,
	type SuperresolutionModule,
} from "./superresolution-modules.ts";
import { unusedParts } from "./unused-parts.ts";

const LARGEST_SIDE = 2 ** 14;

export interface ReadConfigOptions {
	/** Read a network although it has parts that are not computed here. Default false. */
	readonly allowUnused?: boolean | undefined;
	/** Read a network although one picture of it costs far more than networks do. Default false. */
	readonly allowLarge?: boolean | undefined;
}

/** A configuration, and what its reader assumed, converted and left out. */
export interface GeneratorReading {
	readonly config: GeneratorConfig;
	readonly notes: ReadingNotes;
}

/**
 * The configuration of a `TriPlaneGenerator`.
 * Throws `CheckpointError` naming the entry that is missing, of another kind, or unknown, and all parts of the network
 * that are not computed here unless they may be left out; and for a network whose pictures cost far too much.
 */
export function readGeneratorConfig(description: NetworkDescription, options: ReadConfigOptions = {}): GeneratorConfig {
	const reading = readGenerator(description);
	requireUsable(reading, options);
	return reading.config;
}

/** Throws `CheckpointError` for a network that is not what it seems, unless that is allowed. */
export function requireUsable(
	{ config, notes }: GeneratorReading,
	{ allowUnused = false, allowLarge = false }: ReadConfigOptions,
): void {
	if (!allowUnused) refuseUnused(notes);
	if (!allowLarge) refuseLarge(config);
}

/** The same, with notes on what was assumed and is not computed instead of a refusal. */
export function readGenerator(description: NetworkDescription): GeneratorReading {
	try {
		return readParts(description);
	} catch (error) {
		throw withFamily(error, description);
	}
}

/** Where a network cannot be read since it is of another family, messages say so. */
function withFamily(error: unknown, description: NetworkDescription): unknown {
	const family = networkFamily(description);
	if (!(error instanceof CheckpointError) || family === null) return error;
	return new CheckpointError(`${error.message} – it looks like ${family}`, { cause: error });
}

function readParts(description: NetworkDescription): GeneratorReading {
	const weights = storedWeights(description);
	const kwargs = new PlainReader(description.initKwargs, "init_kwargs");
	const attributes = new PlainReader(description.attributes, "attributes");
	const rendering = attributes.record("rendering_kwargs");
	const clamp = clampOf(kwargs);
	const backbone = readSynthesis(description, "backbone.synthesis", clamp);
	const decoder = readDecoder(description, weights, rendering);
	const planeResolution = backbone.blocks.at(-1)?.resolution ?? 0;
	const imgChannels = backbone.blocks[0]?.imgChannels;
	const renderer = readRendering(description, rendering);
	if (imgChannels !== 3 * planeNumbers({ decoder, rendering: renderer })) {
		const slices = renderer.triplaneDepth === 1 ? "" : ` × ${renderer.triplaneDepth} slices`;
		throw new CheckpointError(
			`checkpoint: the backbone generates ${imgChannels} channels, but the decoder wants 3 planes of ${decoder.planeChannels}${slices}`,
		);
	}
	const mapping = readMapping(description, weights, kwargs, countWs(backbone));
	const superresolution = readSuperresolution(description, weights, kwargs, rendering, mapping.wDim);
	const config: GeneratorConfig = {
		mapping,
		conditioning: readConditioning(rendering),
		backbone,
		planeResolution,
		decoder,
		background: readBackground(description, clamp),
		rawImage: readRawImage(description, clamp),
		superresolution,
		rendering: renderer,
		imgResolution: readImageSize(attributes, superresolution),
		neuralRenderingResolution: attributes.integer("neural_rendering_resolution", 1, LARGEST_SIDE),
	};
	for (const said of [kwargs, attributes]) {
		said.agree("z_dim", mapping.zDim, "init_kwargs say");
		said.agree("c_dim", mapping.cDim, "init_kwargs say");
		said.agree("w_dim", mapping.wDim, "the mapping's weights have it");
		said.agree("img_channels", 3, "images have");
	}
	agreeWithParts(rendering, config);
	const unused = ofOnePiece(() => unusedParts(description, config, { kwargs, attributes, rendering }));
	const notes: ReadingNotes = {
		assumed: assumedOptions(rendering),
		converted: convertedTensors(description),
		setAside: partsSetAside(description),
		unused,
		family: familyOf(description, unused),
		member: familyMember(description, config),
	};
	return { config, notes };
}

/** Options of PanoHead that repeat which parts there are. */
function agreeWithParts(rendering: PlainReader, { background, rawImage, planeResolution }: GeneratorConfig): void {
	rendering.agree("triplane_size", planeResolution, "the backbone makes them");
	for (const [option, part, name] of [
		["use_background", background, "bcg_synthesis"],
		["use_torgb_raw", rawImage, "torgb"],
	] as const) {
		const isThere = part !== null;
		if (rendering.boolean(option, isThere) === isThere) continue;
		throw new CheckpointError(
			`checkpoint: rendering_kwargs.${option} is ${!isThere}, but the network has ${isThere ? "" : "no "}'${name}'`,
		);
	}
}

/** Networks are built to see what they read: sizes that do not go together show there, and are the file's fault. */
function ofOnePiece<T>(build: () => T): T {
	try {
		return build();
	} catch (error) {
		if (!(error instanceof ShapeError || error instanceof GraphError || error instanceof InputError)) throw error;
		throw new CheckpointError(`checkpoint: the network's parts do not go together: ${error.message}`, { cause: error });
	}
}

/** Parameters and buffers of a network in one map, floats of any kind as float32. */
export function networkWeights(description: NetworkDescription): Weights {
	return new Map([...storedWeights(description)].map(([name, tensor]) => [name, toFloat32(name, tensor)]));
}

function readMapping(
	description: NetworkDescription,
	weights: Weights,
	kwargs: PlainReader,
	numWs: number,
): MappingConfig {
	const prefix = "backbone.mapping.";
	const cDim = kwargs.integer("c_dim", 0, LARGEST_SIDE);
	const options = kwargs.record("mapping_kwargs");
	let numLayers = 0;
	while (weights.has(`${prefix}fc${numLayers}.weight`)) numLayers++;
	if (numLayers === 0) throw new CheckpointError(`checkpoint: '${prefix}fc0.weight' is missing`);
	return {
		zDim: kwargs.integer("z_dim", 0, LARGEST_SIDE),
		cDim,
		wDim: sizes(weights, `${prefix}fc${numLayers - 1}.weight`, 2)[0],
		numLayers,
		lrMultiplier: layerMultiplier(description, `${prefix}fc0`) ?? options.number("lr_multiplier", 0.01),
		numWs,
		normalizeZ: options.boolean("normalize_z", true),
	};
}

function readSuperresolution(
	description: NetworkDescription,
	weights: Weights,
	kwargs: PlainReader,
	rendering: PlainReader,
	mappingWidth: number,
): SuperresolutionConfig {
	const module = superresolutionModule(kwargs, rendering);
	const fallback = kwargs.integer("sr_num_fp16_res", 0, 64, 0) > 0 ? 256 : null;
	const layout = superresolutionBlocks(module.inputResolution, module.up);
	const blocks = layout.map((block): SynthesisBlockConfig => {
		const path = `superresolution.${block.name}`;
		const convClamp = readConvClamp(description, `${path}.conv1`, fallback);
		return { ...block, convClamp, ...blockChannels(weights, path, false) };
	});
	return {
		module: rendering.string("superresolution_module"),
		wDim: blocks.length > 0 ? sizes(weights, "superresolution.block0.conv0.affine.weight", 2)[1] : mappingWidth,
		blocks,
		inputResolution: module.inputResolution,
		resizeWhen: module.resizeWhen,
		antialias: readAntialias(description, module, rendering),
		rawInPlace: rendering.boolean(
			"image_raw_in_place",
			rendering.string("superresolution_module") !== OWN_SUPERRESOLUTION,
		),
		noiseMode: rendering.choice("superresolution_noise_mode", ["const", "random", "none"], "none"),
	};
}

/** What super-resolution makes; a file that says something else is wrong about itself. */
function readImageSize(attributes: PlainReader, { blocks, inputResolution }: SuperresolutionConfig): number {
	const said = attributes.integer("img_resolution", 1, LARGEST_SIDE);
	const made = blocks.at(-1)?.resolution ?? inputResolution;
	if (said === made) return made;
	throw new CheckpointError(
		`checkpoint: attributes.img_resolution is ${said}, but super-resolution makes images of ${made}²`,
	);
}

/** What the module itself does or says counts. */
function readAntialias(
	{ moduleAttributes }: NetworkDescription,
	{ antialias }: SuperresolutionModule,
	rendering: PlainReader,
): boolean {
	const own = moduleAttributes.get("superresolution");
	if (antialias === undefined && !own?.has("sr_antialias")) return rendering.boolean("sr_antialias", true);
	rendering.value("sr_antialias"); // known, and not what counts
	return antialias ?? new PlainReader(own ?? new Map(), "superresolution").boolean("sr_antialias");
}

function superresolutionModule(kwargs: PlainReader, rendering: PlainReader): SuperresolutionModule {
	const name = rendering.string("superresolution_module");
	if (name !== OWN_SUPERRESOLUTION) return publishedSuperresolution(name);
	const own = kwargs.record("sr_kwargs");
	const blocks = own.integer("num_blocks", 0, 8);
	return {
		inputResolution: own.integer("input_resolution", 1, LARGEST_SIDE),
		resizeWhen: "different",
		up: own.numbers("block_up", blocks).map((up) => up === 2),
	};
}

function readDecoder(description: NetworkDescription, weights: Weights, rendering: PlainReader): DecoderConfig {
	const [hiddenDim, planeChannels] = sizes(weights, "decoder.net.0.weight", 2);
	const [out] = sizes(weights, "decoder.net.2.weight", 2);
	const said = rendering.number("decoder_lr_mul", 1);
	const lrMultiplier = layerMultiplier(description, "decoder.net.0") ?? said;
	return { planeChannels, hiddenDim, featureChannels: out - 1, lrMultiplier };
}
