/**
 * Named configurations for `init`: the published ones, and small ones that two CPU cores can train.
 * Published numbers: eg3d.md §3, §6, §7.
 */

import { FFHQ_ORBIT } from "../camera/orbit.ts";
import { backboneBlock, superresolutionBlocks } from "../networks/block-layout.ts";
import type {
	GeneratorConfig,
	SuperresolutionConfig,
	SynthesisBlockConfig,
	SynthesisConfig,
} from "../networks/config.ts";
import { countWs } from "../networks/synthesis.ts";
import { EG3D_RULES } from "../rendering/field-rules.ts";
import type { RenderingConfig } from "../rendering/rendering-config.ts";
import { InputError } from "../tensor/errors.ts";
import { changeScene, type SceneChanges } from "./scene-changes.ts";
import {
	OWN_SUPERRESOLUTION,
	publishedSuperresolution,
	SUPERRESOLUTION_CLASS,
	type SuperresolutionModule,
	type SuperresolutionName,
} from "./superresolution-modules.ts";

/** The few numbers in which configurations differ. */
interface Sizes {
	/** Numbers of z. */
	readonly zDim: number;
	/** Numbers of w. */
	readonly wDim: number;
	readonly planeResolution: number;
	readonly planeChannels: number;
	readonly channelBase: number;
	readonly channelMax: number;
	readonly decoderHiddenDim: number;
	readonly featureChannels: number;
	readonly superresolution: {
		readonly module: string;
		readonly layout: SuperresolutionModule;
		readonly channels: readonly number[];
	};
	readonly nrr: number;
	/** The mapping sees zeros instead of the camera. */
	readonly unconditioned: boolean;
	readonly normalizeZ: boolean;
	readonly rendering: RenderingConfig;
}

const FFHQ: RenderingConfig = {
	depthResolution: 48,
	depthResolutionImportance: 48,
	rayStart: 2.25,
	rayEnd: 3.3,
	boxWarp: 1,
	disparitySpaceSampling: false,
	whiteBack: false,
	planeAxes: "eg3d",
	triplaneDepth: 1,
	rules: EG3D_RULES,
	avgCameraRadius: FFHQ_ORBIT.radius,
	avgCameraPivot: FFHQ_ORBIT.pivot,
};

const AFHQ: RenderingConfig = { ...FFHQ, avgCameraPivot: [0, 0, -0.06] };

const SHAPENET: RenderingConfig = {
	...FFHQ,
	depthResolution: 64,
	depthResolutionImportance: 64,
	rayStart: 0.1,
	rayEnd: 2.6,
	boxWarp: 1.6,
	whiteBack: true,
	avgCameraRadius: 1.7,
	avgCameraPivot: [0, 0, 0],
};

const FULL = {
	zDim: 512,
	wDim: 512,
	planeResolution: 256,
	planeChannels: 32,
	channelBase: 32768,
	channelMax: 512,
	decoderHiddenDim: 64,
	featureChannels: 32,
	unconditioned: false,
	normalizeZ: true,
} as const;

const SMALL = {
	zDim: 128,
	wDim: 128,
	planeChannels: 16,
	channelBase: 2048,
	channelMax: 64,
	decoderHiddenDim: 32,
	featureChannels: 32,
	unconditioned: false,
	normalizeZ: true,
	rendering: { ...FFHQ, depthResolution: 24, depthResolutionImportance: 24, planeAxes: "orthogonal" },
} as const;

/** What the embedded networks have: wide where layers are small, few samples for few rays. */
const HEADS = {
	channelBase: 1024,
	channelMax: 128,
	rendering: { ...SMALL.rendering, depthResolution: 12, depthResolutionImportance: 12 },
} as const;

/**
 * What is taught from known geometry: its pictures are marched pixel by pixel, without super-resolution, and z has room
 * for all that is known of a synthetic person; the mapping takes it as it is. Rays begin behind the walls that other
 * cameras see, and before all but a two-thousandth of what is seen of people; coarse samples are so close together that
 * none of them misses a wall.
 */
const TAUGHT = {
	...SMALL,
	rendering: { ...SMALL.rendering, rayStart: 2.38, depthResolution: 28, depthResolutionImportance: 20 },
	zDim: 160,
	wDim: 512,
	channelMax: 128,
	featureChannels: 3,
	normalizeZ: false,
	superresolution: own(128, [], []),
	nrr: 128,
	unconditioned: true,
} as const;

const PRESETS: ReadonlyMap<string, Sizes> = new Map<string, Sizes>([
	["ffhq512-64", { ...FULL, superresolution: published("8XDC"), nrr: 64, rendering: FFHQ }],
	["ffhq512-128", { ...FULL, superresolution: published("8XDC"), nrr: 128, rendering: FFHQ }],
	["afhq512-128", { ...FULL, superresolution: published("8XDC"), nrr: 128, rendering: AFHQ }],
	["ffhq256-64", { ...FULL, superresolution: published("4X"), nrr: 64, rendering: FFHQ }],
	["ffhq256-128", { ...FULL, superresolution: published("4X"), nrr: 128, rendering: FFHQ }],
	["shapenet128-64", { ...FULL, superresolution: published("2X"), nrr: 64, unconditioned: true, rendering: SHAPENET }],
	["small256", { ...SMALL, planeResolution: 128, superresolution: own(64, [2, 2], [32, 16]), nrr: 64 }],
	["small128", { ...SMALL, planeResolution: 64, superresolution: own(64, [2], [32]), nrr: 64 }],
	["heads64", { ...SMALL, ...HEADS, planeResolution: 64, superresolution: own(32, [2], [32]), nrr: 32 }],
	["heads128", { ...TAUGHT, planeResolution: 128 }],
	["heads128-fine", { ...TAUGHT, planeResolution: 256 }],
	["small64", { ...SMALL, planeResolution: 32, superresolution: own(32, [2], [32]), nrr: 32 }],
]);

/** Names of the configurations. */
export function presetNames(): string[] {
	return [...PRESETS.keys()];
}

/** What may differ from a named configuration; what is not given stays. */
export interface PresetChanges {
	/** Channels of the backbone at resolution r: min(channelBase / r, channelMax). */
	readonly channelBase?: number | undefined;
	readonly channelMax?: number | undefined;
	readonly mappingLayers?: number | undefined;
	/** Published 0.01; what reconstructs given images learns at once with 1. */
	readonly mappingLrMultiplier?: number | undefined;
	readonly decoderLrMultiplier?: number | undefined;
	/** Hidden units of the decoder. */
	readonly decoderHiddenDim?: number | undefined;
	/** Slices of each plane: more than 1 makes tri-grids. */
	readonly triplaneDepth?: number | undefined;
	/** The mapping sees zeros instead of the camera. */
	readonly unconditioned?: boolean | undefined;
	/** Where things lie and from where they are seen. */
	readonly scene?: SceneChanges | undefined;
	/** The discriminator sees raw images as the published code leaves them (`altersImageRaw`); default false. */
	readonly rawInPlace?: boolean | undefined;
}

/** Channels of a named configuration: min(channelBase / r, channelMax) at resolution r. Throws as `presetConfig` does. */
export function presetChannels(name: string): { readonly channelBase: number; readonly channelMax: number } {
	const { channelBase, channelMax } = presetSizes(name);
	return { channelBase, channelMax };
}

/** A named configuration. Throws `InputError` listing the names when it is unknown. */
export function presetConfig(name: string, changes: PresetChanges = {}): GeneratorConfig {
	const { mappingLayers = 2, mappingLrMultiplier = 0.01, decoderLrMultiplier = 1, ...more } = changes;
	const { scene = {}, rawInPlace, triplaneDepth, ...others } = more;
	const preset = presetSizes(name);
	const rendering = { ...preset.rendering, triplaneDepth: triplaneDepth ?? preset.rendering.triplaneDepth };
	const sizes: Sizes = { ...preset, ...given(others), rendering };
	const { zDim, wDim, planeChannels, planeResolution, decoderHiddenDim, featureChannels, nrr } = sizes;
	const backbone = backboneConfig(sizes);
	const superresolution = superresolutionConfig(wDim, sizes.superresolution, rawInPlace);
	return {
		mapping: {
			...{ zDim, cDim: 25, wDim, numLayers: mappingLayers },
			...{ lrMultiplier: mappingLrMultiplier, numWs: countWs(backbone), normalizeZ: sizes.normalizeZ },
		},
		conditioning: { scale: 1, zero: sizes.unconditioned },
		backbone,
		background: null,
		rawImage: null,
		planeResolution,
		decoder: { planeChannels, hiddenDim: decoderHiddenDim, featureChannels, lrMultiplier: decoderLrMultiplier },
		superresolution,
		rendering: changeScene(sizes.rendering, scene),
		imgResolution: superresolution.blocks.at(-1)?.resolution ?? superresolution.inputResolution,
		neuralRenderingResolution: nrr,
	};
}

function presetSizes(name: string): Sizes {
	const sizes = PRESETS.get(name);
	if (sizes) return sizes;
	throw new InputError(`configuration '${name}' is unknown, want one of ${presetNames().join(", ")}`);
}

/** The changes that were given. */
function given(
	changes: Omit<
		PresetChanges,
		"mappingLayers" | "mappingLrMultiplier" | "decoderLrMultiplier" | "scene" | "rawInPlace" | "triplaneDepth"
	>,
): Partial<Sizes> {
	return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function backboneConfig(sizes: Sizes): SynthesisConfig {
	const { wDim, planeResolution, planeChannels, channelBase, channelMax, rendering } = sizes;
	const imgChannels = 3 * planeChannels * rendering.triplaneDepth;
	const blocks: SynthesisBlockConfig[] = [];
	const channels = (resolution: number): number => Math.min(Math.floor(channelBase / resolution), channelMax);
	for (let resolution = 4; resolution <= planeResolution; resolution *= 2) {
		const block = backboneBlock(resolution);
		const inChannels = channels(block.isFirst ? resolution : resolution / 2);
		const outChannels = channels(resolution);
		blocks.push({ ...block, inChannels, outChannels, imgChannels, convClamp: null });
	}
	return { wDim, blocks };
}

/** A published super-resolution module for latents of `wDim`. */
export function superresolutionPreset(name: SuperresolutionName, wDim: number): SuperresolutionConfig {
	return superresolutionConfig(wDim, published(name));
}

function superresolutionConfig(
	wDim: number,
	{ module, layout, channels }: Sizes["superresolution"],
	rawInPlace = false,
): SuperresolutionConfig {
	let inChannels = 32;
	const { inputResolution, resizeWhen, up } = layout;
	const blocks = superresolutionBlocks(inputResolution, up).map((block, index): SynthesisBlockConfig => {
		const outChannels = channels[index] ?? 0;
		const whole = { ...block, inChannels, outChannels, imgChannels: 3, convClamp: 256 };
		inChannels = outChannels;
		return whole;
	});
	const antialias = layout.antialias ?? true;
	return { module, wDim, blocks, inputResolution, resizeWhen, antialias, noiseMode: "none", rawInPlace };
}

function published(name: SuperresolutionName): Sizes["superresolution"] {
	const module = `training.superresolution.${SUPERRESOLUTION_CLASS}${name}`;
	const layout = publishedSuperresolution(module);
	return { module, layout, channels: layout.channels };
}

function own(
	inputResolution: number,
	factors: readonly number[],
	channels: readonly number[],
): Sizes["superresolution"] {
	const layout = { inputResolution, resizeWhen: "different", up: factors.map((factor) => factor === 2) } as const;
	return { module: OWN_SUPERRESOLUTION, layout, channels };
}
