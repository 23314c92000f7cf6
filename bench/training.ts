/**
 * Phases of training, forward and backward without the optimiser: the two networks whose times with the published PyTorch
 * code are in docs/performance.md, and whole steps of a network that two cores can train.
 */

import { presetConfig, superresolutionPreset } from "../src/generator/presets.ts";
import type { GeneratorConfig } from "../src/networks/config.ts";
import { initializeGenerator } from "../src/networks/initialize.ts";
import { initializeDiscriminator } from "../src/networks/initialize-discriminator.ts";
import { nodeOrtPlatform } from "../src/platform/node/onnx-runtime.ts";
import { nodeWorkerPool } from "../src/platform/node/worker-pool.ts";
import { createRuntime } from "../src/runtime/create-runtime.ts";
import { type Float32Tensor, float32Tensor } from "../src/tensor/host-tensor.ts";
import { RandomState } from "../src/tensor/random-state.ts";
import { PIPELINES } from "../src/training/augment/pipeline.ts";
import { discriminatorConfig } from "../src/training/networks/discriminator-sizes.ts";
import { ownWeights, type TrainingNetworks } from "../src/training/networks/training-networks.ts";
import { feedsOf } from "../src/training/phases/inputs.ts";
import type { PhaseName } from "../src/training/phases/phase-graph.ts";
import { openPhaseRunner } from "../src/training/phases/run-phase.ts";
import { phaseRecipe, stepPlan } from "../src/training/plan.ts";
import { resolveSettings, type StepOptions, stepOptions } from "../src/training/settings.ts";
import { initialState, trainStep } from "../src/training/step.ts";
import type { Benchmark } from "./benchmark.ts";
import { FULL_SIZE, orbitCamera, THREADS } from "./networks.ts";

/** What is trained, and how many images at a time. */
export interface TrainingCase {
	readonly generator: GeneratorConfig;
	/** Channels of the discriminator at resolution r: min(channelBase / r, channelMax). */
	readonly channelBase: number;
	readonly channelMax: number;
	readonly batch: number;
}

/** ffhq512-128 made small: image 128², planes 256² of 32 channels. */
function narrowed(channelBase: number, channelMax: number, nrr: number, samples: number, batch: number): TrainingCase {
	const full = presetConfig(FULL_SIZE);
	const channels = (resolution: number): number => Math.min(channelBase / resolution, channelMax);
	const blocks = full.backbone.blocks.map((block) => ({
		...block,
		inChannels: channels(block.isFirst ? block.resolution : block.resolution / 2),
		outChannels: channels(block.resolution),
	}));
	const generator: GeneratorConfig = {
		...full,
		backbone: { ...full.backbone, blocks },
		superresolution: superresolutionPreset("2X", full.mapping.wDim),
		rendering: { ...full.rendering, depthResolution: samples, depthResolutionImportance: samples },
		imgResolution: 128,
		neuralRenderingResolution: nrr,
	};
	return { generator, channelBase, channelMax, batch };
}

type CaseName = "narrow" | "wide" | "small64" | "small128" | "heads64";

export const CASES: Readonly<Record<CaseName, () => TrainingCase>> = {
	narrow: () => narrowed(2048, 16, 16, 12, 4),
	wide: () => narrowed(4096, 64, 32, 16, 8),
	small64: () => ({ generator: presetConfig("small64"), channelBase: 2048, channelMax: 64, batch: 8 }),
	heads64: () => ({ generator: presetConfig("heads64"), channelBase: 2048, channelMax: 128, batch: 8 }),
	small128: () => ({ generator: presetConfig("small128"), channelBase: 2048, channelMax: 64, batch: 8 }),
};

/** As published, without blur and fades. */
export function trainingOptions({ generator, batch }: TrainingCase, networks: TrainingNetworks): StepOptions {
	const { neuralRenderingResolution } = generator;
	const basis = { resolution: 512, neuralRenderingResolution, resumed: false, resumeBlur: false };
	const settings = resolveSettings({ batch, gamma: 1, blurFadeKimg: 0, gpcRegFadeKimg: 0 }, basis);
	return stepOptions(settings, networks);
}

/** Random networks. */
export function caseNetworks({ generator, channelBase, channelMax }: TrainingCase): TrainingNetworks {
	const { imgResolution } = generator;
	const sizes = { imgResolution, cDim: 25, channelBase, channelMax, groupSize: 4, labelNoise: 0 };
	const discriminator = discriminatorConfig(sizes);
	return {
		generator: { config: generator, weights: ownWeights(initializeGenerator(generator, 0)) },
		discriminator: { config: discriminator, weights: ownWeights(initializeDiscriminator(discriminator, 1)) },
	};
}

/** Noise images and one camera for all of them. */
export function caseData({ generator, batch }: TrainingCase): {
	images: Float32Tensor;
	labels: Float32Tensor;
} {
	const shape = [batch, 3, generator.imgResolution, generator.imgResolution];
	const pixels = new RandomState(5).rand(batch * 3 * generator.imgResolution ** 2).map((value) => 2 * value - 1);
	const label = orbitCamera(generator).data;
	const labels = Float32Array.from({ length: batch * label.length }, (_, index) => label[index % label.length] ?? 0);
	return { images: float32Tensor(shape, pixels), labels: float32Tensor([batch, label.length], labels) };
}

function phase(name: PhaseName, of: CaseName): Benchmark {
	return {
		name: `train-${name}-${of}`,
		what: "forward and backward",
		runs: 5,
		prepare: async () => {
			const trained = CASES[of]();
			const networks = caseNetworks(trained);
			const options = trainingOptions(trained, networks);
			const plan = stepPlan(options, networks, 0);
			const recipe = phaseRecipe(name, options, plan);
			const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: THREADS, spinning: false });
			const runner = await openPhaseRunner(runtime, { workers: nodeWorkerPool(), threads: THREADS });
			const { images, labels } = caseData(trained);
			const feeds = feedsOf(await runner.inputs(recipe), {
				...{ ...options, ...plan, random: new RandomState(3) },
				augmentation: { probability: 0, augmentations: PIPELINES.bgc, resolution: trained.generator.imgResolution },
				data: { realImages: images, realLabels: labels, fakeLabels: () => labels, paired: null },
			});
			const weights = { generator: networks.generator.weights, discriminator: networks.discriminator.weights };
			const run = async (): Promise<void> => void (await runner.run(recipe, weights, feeds));
			return { run, dispose: () => runner.dispose(), note: `batch ${trained.batch}` };
		},
	};
}

/** Sixteen steps have each phase as often as it is due. */
const ROUND = 16;

function round(of: CaseName): Benchmark {
	return {
		name: `train-${ROUND}-steps-${of}`,
		what: `${ROUND} steps: all phases, optimisers, moving average`,
		runs: 2,
		prepare: async () => {
			const trained = CASES[of]();
			const networks = caseNetworks(trained);
			const state = initialState(networks, new RandomState(3));
			const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: THREADS, spinning: false });
			const runner = await openPhaseRunner(runtime, { workers: nodeWorkerPool(), threads: THREADS });
			const { images, labels } = caseData(trained);
			const data = { realImages: images, realLabels: labels, fakeLabels: () => labels };
			const options = trainingOptions(trained, networks);
			const run = async (): Promise<void> => {
				for (let step = 0; step < ROUND; step++) await trainStep(state, options, data, runner);
			};
			return { run, dispose: () => runner.dispose(), note: `${ROUND * trained.batch} images` };
		},
	};
}

const PHASES: readonly PhaseName[] = ["Gmain", "Greg", "Dmain", "Dreg"];

export const TRAINING_BENCHMARKS: readonly Benchmark[] = [
	...(["narrow", "wide"] as const).flatMap((of) => PHASES.map((name) => phase(name, of))),
	round("heads64"),
	round("small64"),
	round("small128"),
];
