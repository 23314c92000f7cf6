/** Networks so small that a training step takes milliseconds: images of 16², planes of 16², 8² rays of 4 + 4 samples. */

import { fovToIntrinsics } from "../../src/camera/intrinsics.ts";
import { cameraLabel } from "../../src/camera/label.ts";
import { cameraFromPose } from "../../src/camera/orbit.ts";
import { OWN_SUPERRESOLUTION } from "../../src/generator/superresolution-modules.ts";
import type { GeneratorConfig, SynthesisBlockConfig } from "../../src/networks/config.ts";
import type { DiscriminatorConfig } from "../../src/networks/discriminator-config.ts";
import { initializeGenerator } from "../../src/networks/initialize.ts";
import { initializeDiscriminator } from "../../src/networks/initialize-discriminator.ts";
import { countWs } from "../../src/networks/synthesis.ts";
import { EG3D_RULES } from "../../src/rendering/field-rules.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";
import { discriminatorConfig } from "../../src/training/networks/discriminator-sizes.ts";
import { ownWeights, type TrainingNetworks } from "../../src/training/networks/training-networks.ts";
import type { RunData } from "../../src/training/phases/input-values.ts";
import { resolveSettings, type StepOptions } from "../../src/training/settings.ts";

export const TINY_RESOLUTION = 16;

const LATENT = 8;
const CHANNELS = 4;
const PLANE_CHANNELS = 4;
const RAYS = 8;

function block(name: string, resolution: number, options: Partial<SynthesisBlockConfig>): SynthesisBlockConfig {
	const same = { inChannels: CHANNELS, outChannels: CHANNELS, imgChannels: 3 * PLANE_CHANNELS, convClamp: null };
	return { name, resolution, isFirst: false, up: true, ...same, ...options };
}

export function tinyGenerator(): GeneratorConfig {
	const blocks = [block("b4", 4, { isFirst: true, up: false }), block("b8", 8, {}), block("b16", 16, {})];
	const backbone = { wDim: LATENT, blocks };
	return {
		mapping: {
			zDim: LATENT,
			cDim: 25,
			wDim: LATENT,
			numLayers: 2,
			lrMultiplier: 0.01,
			numWs: countWs(backbone),
			normalizeZ: true,
		},
		conditioning: { scale: 1, zero: false },
		backbone,
		background: null,
		rawImage: null,
		planeResolution: 16,
		decoder: { planeChannels: PLANE_CHANNELS, hiddenDim: 8, featureChannels: 6, lrMultiplier: 1 },
		superresolution: {
			module: OWN_SUPERRESOLUTION,
			wDim: LATENT,
			blocks: [block("block0", TINY_RESOLUTION, { inChannels: 6, imgChannels: 3, convClamp: 256 })],
			inputResolution: RAYS,
			resizeWhen: "different",
			antialias: true,
			noiseMode: "none",
			rawInPlace: false,
		},
		rendering: {
			depthResolution: 4,
			depthResolutionImportance: 4,
			rayStart: 2.25,
			rayEnd: 3.3,
			boxWarp: 1,
			disparitySpaceSampling: false,
			whiteBack: false,
			planeAxes: "orthogonal",
			triplaneDepth: 1,
			rules: EG3D_RULES,
			avgCameraRadius: 2.7,
			avgCameraPivot: [0, 0, 0.2],
		},
		imgResolution: TINY_RESOLUTION,
		neuralRenderingResolution: RAYS,
	};
}

export function tinyDiscriminator(labelNoise = 0): DiscriminatorConfig {
	const channels = { channelBase: CHANNELS * TINY_RESOLUTION, channelMax: CHANNELS };
	return discriminatorConfig({ imgResolution: TINY_RESOLUTION, cDim: 25, ...channels, groupSize: 2, labelNoise });
}

/** Both networks with random weights; the same seed gives the same ones. */
export function tinyNetworks(seed = 1): TrainingNetworks {
	const [generator, discriminator] = [tinyGenerator(), tinyDiscriminator()];
	return {
		generator: { config: generator, weights: ownWeights(initializeGenerator(generator, seed)) },
		discriminator: { config: discriminator, weights: ownWeights(initializeDiscriminator(discriminator, seed + 1)) },
	};
}

/** Options of a step as published, for batches of so many images, but for what is changed. */
export function publishedOptions(
	batch: number,
	neuralRenderingResolution: number,
	changes: Partial<StepOptions> = {},
): StepOptions {
	const basis = { resolution: 512, neuralRenderingResolution, resumed: false, resumeBlur: false };
	const settings = resolveSettings({ batch, gamma: 1 }, basis);
	return { ...settings, hasLatents: false, frozen: new Set(), ...changes };
}

/** Labels of cameras in a row from left to right, [N, 25]. */
export function tinyLabels(N: number): Float32Tensor {
	const labels = Array.from({ length: N }, (_, index) => {
		const cam2world = cameraFromPose({ yaw: 0.2 * (index - N / 2), pitch: 0.1 }, { pivot: [0, 0, 0.2], radius: 2.7 });
		return [...cameraLabel({ cam2world, intrinsics: fovToIntrinsics(18.837) }).data];
	});
	return float32Tensor([N, 25], labels.flat());
}

/** Images and labels of a run, without latents. */
export function tinyData(N: number): RunData {
	return { realImages: tinyImages(N), realLabels: tinyLabels(N), fakeLabels: () => tinyLabels(N), paired: null };
}

/** Noise images, [N, 3, 16, 16], about [-1, 1]. */
export function tinyImages(N: number, seed = 5): Float32Tensor {
	const shape = [N, 3, TINY_RESOLUTION, TINY_RESOLUTION];
	return float32Tensor(
		shape,
		new RandomState(seed).rand(N * 3 * TINY_RESOLUTION ** 2).map((value) => 2 * value - 1),
	);
}
