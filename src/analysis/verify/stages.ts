/**
 * The stages of the generator, each run on the golden's own inputs and random numbers, so that an error shows where it
 * arises and not downstream of it. Only planes are our own further on: goldens hold a part of them.
 */

import { LABEL_LENGTH, splitLabel } from "../../camera/label.ts";
import { viewCamera } from "../../camera/view-camera.ts";
import { triplaneField } from "../../generator/field.ts";
import type { Generator } from "../../generator/generator.ts";
import { marchOptions, sampleNoise } from "../../generator/render-options.ts";
import { frontalConditioning, trainingOrbit } from "../../generator/training-cameras.ts";
import type { View } from "../../generator/views.ts";
import { altersImageRaw } from "../../networks/superresolution.ts";
import { traceRays } from "../../rendering/march/reference.ts";
import { traceableField } from "../../rendering/march/trace.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import { type Golden, goldenTensor } from "./golden.ts";

export interface StageContext {
	readonly generator: Generator;
	readonly golden: Golden;
	/** Planes of the golden's ws, generated once. */
	readonly planes: () => Promise<FixedTensor>;
	/** The golden's view, rendered once, without super-resolution. */
	readonly rendered: () => Promise<View>;
	readonly signal: AbortSignal | undefined;
}

export interface Stage {
	readonly name: string;
	/** Golden tensors that it gives, without `_stride<k>` endings. */
	readonly outputs: readonly string[];
	/** Throws `CheckpointError` when the golden lacks an input. A result that is left out cannot be told from it. */
	run(context: StageContext): Promise<StageResults> | StageResults;
	/** What the published code leaves where it has a quirk that not every golden shows. */
	readonly quirk?: StageQuirk;
}

export type StageResults = Readonly<Record<string, Float32Tensor>>;

export interface StageQuirk {
	/** Its name in docs/parity.md. */
	readonly name: string;
	/** The outputs that it changes; none where the network has not got it. */
	run(context: StageContext): Promise<StageResults>;
}

/** `sigma_coarse` and `sigma_fine` hold every so many-th ray. */
const SIGMA_RAY_STEP = 7;

export const STAGES: readonly Stage[] = [
	{ name: "latent", outputs: ["z"], run: latent },
	{ name: "cameras", outputs: ["camera", "conditioning_camera"], run: cameras },
	{ name: "mapping", outputs: ["ws_psi1", "ws"], run: mapping },
	{ name: "backbone", outputs: ["planes"], run: async ({ planes }) => ({ planes: flattenPlanes(await planes()) }) },
	{ name: "points", outputs: ["points_sigma", "points_rgb"], run: points },
	{ name: "rays", outputs: ["ray_origins", "ray_directions"], run: rays },
	{ name: "samples", outputs: ["sigma_coarse", "sigma_fine"], run: samples },
	{
		name: "renderer",
		outputs: ["feature_image", "image_raw", "depth_raw", "image_depth", "weight_total", "image_mask"],
		run: render,
		quirk: { name: "raw image altered in place", run: alteredRaw },
	},
	{ name: "super-resolution", outputs: ["image"], run: superresolve },
];

function latent({ generator, golden }: StageContext): Record<string, Float32Tensor> {
	return golden.seed === null ? {} : { z: latentFromSeed(golden.seed, generator.config.mapping.zDim) };
}

function cameras({ generator, golden }: StageContext): Record<string, Float32Tensor> {
	const { pose, fovDegrees } = golden;
	if (pose === null || fovDegrees === null) return {};
	const { rendering } = generator.config;
	return {
		camera: viewCamera(pose, trainingOrbit(rendering), fovDegrees).label,
		conditioning_camera: frontalConditioning(rendering, fovDegrees),
	};
}

async function mapping({ generator, golden, signal }: StageContext): Promise<Record<string, Float32Tensor>> {
	const { truncationPsi, truncationCutoff } = golden;
	const z = goldenTensor(golden, "z", [1, "zDim"]);
	const c = goldenTensor(golden, "conditioning_camera", [1, LABEL_LENGTH]);
	return {
		ws_psi1: await generator.mapping(z, c, { signal }),
		ws: await generator.mapping(z, c, { truncationPsi, truncationCutoff, signal }),
	};
}

/** [1, 3, C, H, W] → [1, 3·C, H, W], as the backbone gives them. */
function flattenPlanes({ shape: [, planes = 0, C = 0, H = 0, W = 0], data }: FixedTensor): Float32Tensor {
	return float32Tensor([1, planes * C, H, W], data);
}

async function points({ generator, golden, planes, signal }: StageContext): Promise<Record<string, Float32Tensor>> {
	const { shape, data } = goldenTensor(golden, "points", [1, "P", 3]);
	const P = shape[1] ?? 0;
	const { sigma, rgb } = await generator.samplePoints(await planes(), float32Tensor([P, 3], data), { signal });
	return {
		points_sigma: float32Tensor([1, P, 1], sigma.data),
		points_rgb: float32Tensor([1, ...rgb.shape], rgb.data),
	};
}

function rays({ golden }: StageContext): Record<string, Float32Tensor> {
	const side = golden.neuralRenderingResolution;
	const { origins, directions } = pixelRays(cameraOf(golden), { width: side, height: side });
	const shape = [1, ...origins.shape];
	return { ray_origins: float32Tensor(shape, origins.data), ray_directions: float32Tensor(shape, directions.data) };
}

/** Densities at the samples themselves: every seventh ray, traced by the plain reference on our planes. */
async function samples({ generator, golden, planes }: StageContext): Promise<Record<string, Float32Tensor>> {
	const { config, weights } = generator;
	const field = traceableField(triplaneField(config, weights, await planes()));
	const options = marchOptions(config.rendering);
	const side = golden.neuralRenderingResolution;
	const cameraRays = pixelRays(cameraOf(golden), { width: side, height: side });
	const noise = sampleNoise(givenJitter(golden), { rayCount: side * side, ...options });
	const indices = Array.from(
		{ length: Math.ceil((side * side) / SIGMA_RAY_STEP) },
		(_, index) => index * SIGMA_RAY_STEP,
	);
	const [coarse, fine]: [number[], number[]] = [[], []];
	for (const trace of traceRays(field, cameraRays, options, noise, indices)) {
		coarse.push(...trace.coarse.sigma);
		fine.push(...trace.fine.sigma);
	}
	return {
		sigma_coarse: float32Tensor([indices.length, options.depthResolution], coarse),
		sigma_fine: float32Tensor([indices.length, options.depthResolutionImportance], fine),
	};
}

/** The golden's view on our planes. */
export async function renderGolden(context: Omit<StageContext, "rendered">): Promise<View> {
	const { generator, golden, planes, signal } = context;
	const ws = goldenTensor(golden, "ws", [1, "numWs", "wDim"]);
	const camera = goldenTensor(golden, "camera", [1, LABEL_LENGTH]);
	return await generator.render(await planes(), ws, camera, {
		neuralRenderingResolution: golden.neuralRenderingResolution,
		jitter: givenJitter(golden),
		superresolution: false,
		signal,
	});
}

async function render({ rendered }: StageContext): Promise<Record<string, Float32Tensor>> {
	const view = await rendered();
	return {
		feature_image: view.featureImage,
		image_raw: view.imageRaw,
		depth_raw: view.imageDepth,
		image_depth: view.imageDepth,
		weight_total: view.opacity,
		image_mask: view.opacity,
	};
}

/** On the golden's features, whose first three are the raw image; `image_raw` itself may be altered. */
async function superresolve(context: StageContext): Promise<Record<string, Float32Tensor>> {
	const { generator, golden } = context;
	const { featureImage } = await cleanFeatures(context);
	const ws = goldenTensor(golden, "ws", [1, "numWs", "wDim"]);
	const made = generator.config.rawImage !== null; // by a layer, so that it is not among the features
	const raw = made ? goldenTensor(golden, "image_raw", [1, 3, "H", "H"]) : firstThree(featureImage);
	return { image: await generator.superresolution(raw, featureImage, ws) };
}

/** Raw image and features as super-resolution leaves them where it alters the tensor that it is given. */
async function alteredRaw(context: StageContext): Promise<Record<string, Float32Tensor>> {
	const { generator, golden, rendered } = context;
	if (!altersImageRaw(generator.config.superresolution, golden.neuralRenderingResolution)) return {};
	const { featureImage } = await cleanFeatures(context);
	const ws = goldenTensor(golden, "ws", [1, "numWs", "wDim"]);
	const view = await rendered();
	const altered = await generator.publishedRaw(view.imageRaw, featureImage, ws);
	return { image_raw: altered, feature_image: withFirstThree(view.featureImage, altered) };
}

export interface CleanFeatures {
	/** [1, F, nrr, nrr] as they were rendered. */
	readonly featureImage: Float32Tensor;
	/** Whether the golden's own were altered, so that ours stand in their place. */
	readonly ownRaw: boolean;
}

/**
 * The golden's features as they were before super-resolution. Where that alters them, the golden may hold them before
 * or after: what is nearer to ours tells. Altered ones get our first three.
 */
export async function cleanFeatures({ generator, golden, rendered }: StageContext): Promise<CleanFeatures> {
	const featureImage = goldenTensor(golden, "feature_image", [1, "F", "H", "H"]);
	const clean = { featureImage, ownRaw: false };
	if (!altersImageRaw(generator.config.superresolution, golden.neuralRenderingResolution)) return clean;
	const view = await rendered();
	const ws = goldenTensor(golden, "ws", [1, "numWs", "wDim"]);
	const altered = await generator.publishedRaw(view.imageRaw, view.featureImage, ws);
	const given = firstThree(featureImage);
	if (!(distance(given, altered) < distance(given, view.imageRaw))) return clean;
	return { featureImage: withFirstThree(featureImage, view.imageRaw), ownRaw: true };
}

/** [1, F, H, W] → [1, 3, H, W] */
function firstThree({ shape: [, , H = 0, W = 0], data }: Float32Tensor): Float32Tensor {
	return float32Tensor([1, 3, H, W], data.slice(0, 3 * H * W));
}

/** The features with their first three channels replaced. */
function withFirstThree({ shape, data }: Float32Tensor, raw: Float32Tensor): Float32Tensor {
	const changed = data.slice();
	changed.set(raw.data);
	return float32Tensor(shape, changed);
}

function distance(a: Float32Tensor, b: Float32Tensor): number {
	return a.data.reduce((sum, value, index) => sum + (value - (b.data[index] ?? 0)) ** 2, 0);
}

function cameraOf(golden: Golden): ReturnType<typeof splitLabel> {
	return splitLabel(goldenTensor(golden, "camera", [1, LABEL_LENGTH]));
}

function givenJitter(golden: Golden): Parameters<typeof sampleNoise>[0] {
	const jitterCoarse = goldenTensor(golden, "jitter_coarse", [1, "M", "S", 1]);
	const uImportance = golden.tensors.has("u_importance") ? goldenTensor(golden, "u_importance", ["M", "K"]) : null;
	return { kind: "given", jitterCoarse, uImportance };
}
