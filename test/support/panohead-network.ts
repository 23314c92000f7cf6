/** A tiny network of PanoHead's structure: sizes, weights, and its file. */

import type { GeneratorConfig, SynthesisBlockConfig } from "../../src/networks/config.ts";
import type { Float32Tensor } from "../../src/tensor/host-tensor.ts";
import type { HandSizes } from "./panohead-by-hand.ts";
import { loudWeights, type PicklePlan, panoheadPickle, translationMapping } from "./panohead-pickle.ts";

export const PANOHEAD_SIZES: HandSizes = {
	planeResolutions: [4, 8, 16],
	backgroundResolutions: [4, 8],
	channels: 4,
	slices: 3,
	features: 5,
	boxWarp: 1,
	rayStart: 2.35,
	rayEnd: 3.3,
	samples: 8,
	side: 16,
};
const Z_DIM = 5;
const W_DIM = 6;

function chain(resolutions: readonly number[], imgChannels: number): SynthesisBlockConfig[] {
	return resolutions.map((resolution) => ({
		...{ name: `b${resolution}`, isFirst: resolution === 4, up: resolution > 4, resolution },
		...{ inChannels: 4, outChannels: 4, imgChannels, convClamp: null },
	}));
}

function enlarging(name: string, resolution: number, inChannels: number, outChannels: number): SynthesisBlockConfig {
	return { name, isFirst: false, up: true, resolution, inChannels, outChannels, imgChannels: 3, convClamp: 256 };
}

export const PANOHEAD: GeneratorConfig = {
	mapping: { zDim: Z_DIM, cDim: 25, wDim: W_DIM, numLayers: 2, lrMultiplier: 0.01, numWs: 6, normalizeZ: true },
	conditioning: { scale: 1, zero: false },
	backbone: {
		wDim: W_DIM,
		blocks: chain(PANOHEAD_SIZES.planeResolutions, 3 * PANOHEAD_SIZES.channels * PANOHEAD_SIZES.slices),
	},
	planeResolution: 16,
	decoder: {
		planeChannels: PANOHEAD_SIZES.channels,
		hiddenDim: 7,
		featureChannels: PANOHEAD_SIZES.features,
		lrMultiplier: 1,
	},
	background: { wDim: W_DIM, blocks: chain(PANOHEAD_SIZES.backgroundResolutions, PANOHEAD_SIZES.features) },
	rawImage: { convClamp: null },
	superresolution: {
		module: "training.superresolution.SuperresolutionHybrid8XDC",
		wDim: W_DIM,
		blocks: [enlarging("block0", 256, PANOHEAD_SIZES.features, 3), enlarging("block1", 512, 3, 2)],
		inputResolution: 128,
		resizeWhen: "different",
		antialias: true,
		rawInPlace: true,
		noiseMode: "none",
	},
	rendering: {
		depthResolution: PANOHEAD_SIZES.samples,
		depthResolutionImportance: PANOHEAD_SIZES.samples,
		rayStart: PANOHEAD_SIZES.rayStart,
		rayEnd: PANOHEAD_SIZES.rayEnd,
		boxWarp: PANOHEAD_SIZES.boxWarp,
		disparitySpaceSampling: false,
		whiteBack: false,
		planeAxes: "panohead",
		triplaneDepth: PANOHEAD_SIZES.slices,
		rules: { densityMask: 0.4, colourActivation: "none", colourRange: "decoded" },
		avgCameraRadius: 2.7,
		avgCameraPivot: [0, 0, 0.2],
	},
	imgResolution: 512,
	neuralRenderingResolution: PANOHEAD_SIZES.side,
};

/** Without the mapping of translations. */
export const PANOHEAD_WEIGHTS: ReadonlyMap<string, Float32Tensor> = loudWeights(PANOHEAD, 11);

/** The bytes of its pickle. @param rendering  changes of rendering_kwargs */
export function panoheadFile(rendering: PicklePlan["rendering"] = {}): Uint8Array {
	const weights = new Map([...PANOHEAD_WEIGHTS, ...translationMapping(Z_DIM)]);
	return panoheadPickle({ config: PANOHEAD, weights, rendering });
}
