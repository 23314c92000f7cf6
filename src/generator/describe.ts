/** The opposite of `read-config.ts`: a configuration as the description that a checkpoint carries. */

import type { NetworkDescription, PlainRecord, PlainValue } from "../checkpoint/description.ts";
import type { GeneratorConfig, SuperresolutionConfig } from "../networks/config.ts";
import { isBuffer, type Weights } from "../networks/parameters.ts";
import type { FieldRules } from "../rendering/field-rules.ts";
import { FOV_KEY, VIEWS_KEY } from "./camera-keys.ts";
import { layerClamps } from "./layer-clamps.ts";
import { OWN_SUPERRESOLUTION } from "./superresolution-modules.ts";

/** Describes a network in the published layout. `readGeneratorConfig` of the result gives `config` again. */
export function describeGenerator(config: GeneratorConfig, weights: Weights): NetworkDescription {
	const { mapping, imgResolution, neuralRenderingResolution } = config;
	const renderingKwargs = describeRendering(config);
	const shared = {
		z_dim: mapping.zDim,
		c_dim: mapping.cDim,
		w_dim: mapping.wDim,
		img_resolution: imgResolution,
		img_channels: 3,
	};
	const initKwargs = record({
		...shared,
		mapping_kwargs: record({
			num_layers: mapping.numLayers,
			lr_multiplier: mapping.lrMultiplier,
			// published code has no such setting and always normalises
			...(mapping.normalizeZ ? {} : { normalize_z: false }),
		}),
		conv_clamp: config.backbone.blocks[0]?.convClamp ?? null,
		num_fp16_res: 0,
		sr_num_fp16_res: config.superresolution.blocks[0]?.convClamp ? 4 : 0,
		sr_kwargs: describeSuperresolution(config.superresolution),
		rendering_kwargs: renderingKwargs,
	});
	const attributes = record({
		...shared,
		neural_rendering_resolution: neuralRenderingResolution,
		rendering_kwargs: renderingKwargs,
	});
	const entries = [...weights];
	return {
		className: "TriPlaneGenerator",
		initArgs: [],
		initKwargs,
		attributes,
		// The init arguments hold one clamp for all blocks, the layers one each.
		moduleAttributes: new Map([...layerClamps(config)].map(([path, clamp]) => [path, record({ conv_clamp: clamp })])),
		moduleClasses: new Map(),
		tensorAttributes: new Map(),
		parameters: new Map(entries.filter(([name]) => !isBuffer(name))),
		buffers: new Map(entries.filter(([name]) => isBuffer(name))),
	};
}

function describeRendering({
	rendering,
	conditioning,
	superresolution,
	decoder,
	background,
	rawImage,
	imgResolution,
}: GeneratorConfig): PlainRecord {
	return record({
		disparity_space_sampling: rendering.disparitySpaceSampling,
		clamp_mode: "softplus",
		c_scale: conditioning.scale,
		c_gen_conditioning_zero: conditioning.zero,
		superresolution_noise_mode: superresolution.noiseMode,
		superresolution_module: superresolution.module,
		sr_antialias: superresolution.antialias,
		image_raw_in_place: superresolution.rawInPlace,
		decoder_lr_mul: decoder.lrMultiplier,
		image_resolution: imgResolution,
		depth_resolution: rendering.depthResolution,
		depth_resolution_importance: rendering.depthResolutionImportance,
		ray_start: rendering.rayStart,
		ray_end: rendering.rayEnd,
		box_warp: rendering.boxWarp,
		white_back: rendering.whiteBack,
		plane_axes: rendering.planeAxes,
		...describeRules(rendering.rules, background !== null || rawImage !== null),
		// published tri-planes have no such setting
		...(rendering.triplaneDepth === 1 ? {} : { triplane_depth: rendering.triplaneDepth }),
		avg_camera_radius: rendering.avgCameraRadius,
		avg_camera_pivot: [...rendering.avgCameraPivot],
		...(rendering.trainingFov ? { [FOV_KEY]: rendering.trainingFov.degrees } : {}),
		...(rendering.trainingViews
			? { [VIEWS_KEY]: [...rendering.trainingViews.yaw, ...rendering.trainingViews.pitch] }
			: {}),
	});
}

/** Published networks say no more of it than `decoder_activation`: what they have is known by their parts. */
function describeRules(rules: FieldRules, hasPanoheadParts: boolean): Readonly<Record<string, PlainValue>> {
	const { densityMask, colourActivation, colourRange } = rules;
	const isPlain = densityMask === null && colourActivation === "sigmoid" && colourRange === "signed";
	if (isPlain && !hasPanoheadParts) return {};
	return { density_mask: densityMask ?? 0, decoder_activation: colourActivation, colour_range: colourRange };
}

function describeSuperresolution({ module, inputResolution, blocks }: SuperresolutionConfig): PlainRecord {
	if (module !== OWN_SUPERRESOLUTION) return record({});
	return record({
		input_resolution: inputResolution,
		num_blocks: blocks.length,
		block_up: blocks.map((block) => (block.up ? 2 : 1)),
	});
}

function record(entries: Readonly<Record<string, PlainValue>>): PlainRecord {
	return new Map(Object.entries(entries));
}
