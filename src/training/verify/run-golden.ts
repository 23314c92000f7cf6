/** Runs a phase of a golden with its inputs and random numbers. */

import { CheckpointError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { elementCount, formatShape } from "../../tensor/shape.ts";
import type { TrainingNetworks } from "../networks/training-networks.ts";
import { blurMatrix, blurReach } from "../passes/blur.ts";
import type { CutPhase } from "../phases/cut-phase.ts";
import { PHASE_DEFAULTS, type PhaseSetup } from "../phases/phase-setup.ts";
import { phaseGraphs } from "../phases/recipes.ts";
import type { PhaseFeeds, PhaseResult, PhaseRunner } from "../phases/run-phase.ts";
import { type GoldenRun, type TrainingGolden, trainingTensor } from "./training-golden.ts";

/** The setup of a golden's phase. Noise is left out: its strengths are 0 there, since its numbers were not kept. */
function goldenSetup(golden: TrainingGolden, run: GoldenRun, networks: TrainingNetworks): PhaseSetup {
	return {
		...PHASE_DEFAULTS,
		generator: networks.generator.config,
		discriminator: networks.discriminator.config,
		batch: golden.batch,
		neuralRenderingResolution: run.neuralRenderingResolution,
		blur: blurReach(run.blurSigma) > 0,
		poseSwapping: run.swapProbability !== null,
		noiseMode: "none",
	};
}

/** A phase of a golden, and what runs it. */
export interface GoldenPhase {
	readonly golden: TrainingGolden;
	readonly run: GoldenRun;
	readonly networks: TrainingNetworks;
	readonly runner: PhaseRunner;
	/** How the phase is cut where the runner cuts; default: as training does. */
	readonly cut?: (setup: PhaseSetup) => CutPhase | undefined;
}

/** @param rounding  0 for the golden's latents and images as they are; 1, 2, … for some that differ in their last bits */
export async function runGolden(phase: GoldenPhase, rounding = 0): Promise<PhaseResult> {
	const { golden, run, networks, runner, cut } = phase;
	const setup = goldenSetup(golden, run, networks);
	const graphs = phaseGraphs(run.phase, setup, golden, run.gain);
	const recipe = { phase: run.phase, key: `golden ${run.name}`, ...graphs, ...(cut ? { cut: () => cut(setup) } : {}) };
	const weights = { generator: networks.generator.weights, discriminator: networks.discriminator.weights };
	const inputs = await runner.inputs(recipe);
	const data = dataFeeds(golden, run, setup);
	const moved =
		rounding === 0 ? {} : Object.fromEntries(ROUNDED_INPUTS.flatMap((name) => roundedFeed(data, name, rounding)));
	return runner.run(recipe, weights, { ...data, ...moved, ...randomFeeds(run, inputs) });
}

function dataFeeds(golden: TrainingGolden, { blurSigma }: GoldenRun, setup: PhaseSetup): PhaseFeeds {
	const { batch: N, generator, discriminator, neuralRenderingResolution, blur } = setup;
	const { imgResolution: R } = discriminator;
	const { zDim, cDim } = generator.mapping;
	return {
		z: trainingTensor(golden, "z", [N, zDim]),
		gen_c: trainingTensor(golden, "gen_camera", [N, cDim]),
		real_image: trainingTensor(golden, "real_image", [N, 3, R, R]),
		real_c: trainingTensor(golden, "real_camera", [N, cDim]),
		...(blur ? { blur: blurMatrix(R, blurSigma), blur_raw: blurMatrix(neuralRenderingResolution, blurSigma) } : {}),
	};
}

/** Inputs in the order in which the published code draws their numbers. */
const DRAWN_INPUTS = ["swap", "points", "perturbation", "jitter", "u"] as const;

/** Random numbers of the run, given the shapes of the inputs they go to. What no input takes was drawn for nothing. */
function randomFeeds(
	{ name, randoms, swapProbability }: GoldenRun,
	inputs: ReadonlyMap<string, readonly number[]>,
): PhaseFeeds {
	const wanted = DRAWN_INPUTS.filter((input) => inputs.has(input));
	const feeds = wanted.map((input, index): [string, Float32Tensor] => {
		const shape = inputs.get(input) ?? [];
		const drawn = randoms[index];
		if (drawn?.data.length !== elementCount(shape)) {
			throw new CheckpointError(
				`golden: random ${index} of ${name} is ${drawn ? formatShape(drawn.shape) : "missing"}, want ${formatShape(shape)} for ${input}`,
			);
		}
		const isSwap = input === "swap";
		const values = isSwap ? drawn.data.map((value) => (value < (swapProbability ?? 0) ? 1 : 0)) : drawn.data;
		return [input, float32Tensor(shape, values)];
	});
	return Object.fromEntries(feeds);
}

/** Inputs that hold numbers of many bits. */
const ROUNDED_INPUTS = ["z", "real_image"] as const;

function roundedFeed(data: PhaseFeeds, name: string, seed: number): [string, Float32Tensor][] {
	const tensor = data[name];
	return tensor === undefined ? [] : [[name, rounded(tensor as Float32Tensor, seed)]];
}

/** As much as rounding errors grow to in a few layers, about four units in the last place. */
const LAST_BITS = 5e-7;

/** Numbers moved by a share of up to `LAST_BITS`, in a way of its own for each `seed`. */
function rounded({ shape, data }: Float32Tensor, seed: number): Float32Tensor {
	const shares = new RandomState(seed).rand(data.length);
	return float32Tensor(
		shape,
		data.map((value, index) => value * (1 + LAST_BITS * (2 * (shares[index] ?? 0.5) - 1))),
	);
}
