/** Runs a phase of a golden with its inputs and random numbers. */

import { CheckpointError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { elementCount, formatShape } from "../../tensor/shape.ts";
import type { TrainingNetworks } from "../networks/training-networks.ts";
import { blurMatrix, blurReach } from "../passes/blur.ts";
import { cutDiscriminatorMain, cutGeneratorMain } from "../phases/choose-cut.ts";
import type { CutPhase } from "../phases/cut-phase.ts";
import { discriminatorMain, discriminatorRegularization } from "../phases/discriminator-phases.ts";
import { generatorMain, generatorRegularization } from "../phases/generator-phases.ts";
import type { PhaseGraph } from "../phases/phase-graph.ts";
import { PHASE_DEFAULTS, type PhaseSetup } from "../phases/phase-setup.ts";
import type { PhaseFeeds, PhaseResult, PhaseRunner } from "../phases/run-phase.ts";
import { type GoldenRun, type TrainingGolden, trainingTensor } from "./training-golden.ts";

/** The setup of a golden's phase. Noise is left out: its strengths are 0 there, since its numbers were not kept. */
export function goldenSetup(golden: TrainingGolden, run: GoldenRun, networks: TrainingNetworks): PhaseSetup {
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

/**
 * @param rounding  0 for the golden's latents and images as they are; 1, 2, … for some that differ in their last bits
 * @param cut       how the phase is cut where the runner cuts; default: as training does
 */
export async function runGolden(
	golden: TrainingGolden,
	run: GoldenRun,
	networks: TrainingNetworks,
	runner: PhaseRunner,
	rounding = 0,
	cut: typeof cutOf = cutOf,
): Promise<PhaseResult> {
	const setup = goldenSetup(golden, run, networks);
	const recipe = {
		phase: run.phase,
		key: `golden ${run.name}`,
		build: () => phaseGraph(golden, run, setup),
		cut: () => cut(run, setup),
	};
	const weights = { generator: networks.generator.weights, discriminator: networks.discriminator.weights };
	const inputs = await runner.inputs(recipe);
	const data = dataFeeds(golden, run, setup);
	const moved =
		rounding === 0 ? {} : Object.fromEntries(ROUNDED_INPUTS.flatMap((name) => roundedFeed(data, name, rounding)));
	return runner.run(recipe, weights, { ...data, ...moved, ...randomFeeds(run, inputs) });
}

function cutOf({ phase, gain }: GoldenRun, setup: PhaseSetup): CutPhase | undefined {
	if (phase === "Gmain") return cutGeneratorMain(setup, gain);
	return phase === "Dmain" ? cutDiscriminatorMain(setup, gain) : undefined;
}

function phaseGraph(golden: TrainingGolden, { phase, gain }: GoldenRun, setup: PhaseSetup): PhaseGraph {
	const { densityWeight: weight, densityDistance: distance } = golden;
	switch (phase) {
		case "Gmain":
			return generatorMain(setup, gain);
		case "Greg":
			return generatorRegularization(setup, { kind: "l1", weight, distance }, gain);
		case "Dmain":
			return discriminatorMain(setup, gain);
		case "Dreg":
			return discriminatorRegularization(setup, golden.r1Gamma, gain);
	}
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
	const feeds = wanted.map((input, index): [string, HostTensor<"float32">] => {
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

function roundedFeed(data: PhaseFeeds, name: string, seed: number): [string, HostTensor<"float32">][] {
	const tensor = data[name];
	return tensor === undefined ? [] : [[name, rounded(tensor as HostTensor<"float32">, seed)]];
}

/** As much as rounding errors grow to in a few layers, about four units in the last place. */
const LAST_BITS = 5e-7;

/** Numbers moved by a share of up to `LAST_BITS`, in a way of its own for each `seed`. */
function rounded({ shape, data }: HostTensor<"float32">, seed: number): HostTensor<"float32"> {
	const shares = new RandomState(seed).rand(data.length);
	return float32Tensor(
		shape,
		data.map((value, index) => value * (1 + LAST_BITS * (2 * (shares[index] ?? 0.5) - 1))),
	);
}
