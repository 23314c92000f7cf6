/**
 * One step of training: the phases that are due, each followed by its optimiser, then the moving average (eg3d.md §9).
 * The loop around it brings images and labels, and decides when to report and to save.
 */

import type { Clock } from "../host/clock.ts";
import { isBuffer } from "../networks/parameters.ts";
import { DivergedError, GraphError, throwIfAborted } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import type { RandomState } from "../tensor/random-state.ts";
import { type AugmentState, adaptProbability, augmentProbability, newAugmentState } from "./augment/adaptive.ts";
import { PIPELINES } from "./augment/pipeline.ts";
import type { TrainedWeights, TrainingNetworks } from "./networks/training-networks.ts";
import { type AdamMoments, adamUpdate, freshMoments, sanitizeGradient } from "./optimiser/adam.ts";
import { averageShare, moveAverage } from "./optimiser/moving-average.ts";
import { type RunData, rowsOf } from "./phases/input-values.ts";
import { feedsOf } from "./phases/inputs.ts";
import type { PhaseName } from "./phases/phase-graph.ts";
import type { PhaseRunner } from "./phases/run-phase.ts";
import { adamOf, duePhases, networkOf, phaseRecipe, type StepPlan, stepPlan } from "./plan.ts";
import { microBatches, type StepOptions } from "./settings.ts";

/** Everything that a step changes. Tensors and moments are changed in place. */
export interface TrainingState {
	readonly networks: TrainingNetworks;
	/** Moving average of the generator, "G_ema". */
	readonly average: TrainedWeights;
	/** By parameter; one that was never updated is not there. */
	readonly generatorMoments: Map<string, AdamMoments>;
	readonly discriminatorMoments: Map<string, AdamMoments>;
	/** Source of all random numbers of the steps. */
	readonly random: RandomState;
	/** What the adaptive augmentation remembers. */
	readonly augment: AugmentState;
	/** Steps so far. */
	step: number;
	/** Images shown to the discriminator so far ("cur_nimg"). */
	images: number;
}

/** Images and labels of one step. */
export interface StepData {
	/** [batch, 3, R, R], about [-1, 1] */
	readonly realImages: Float32Tensor;
	/** [batch, 25] */
	readonly realLabels: Float32Tensor;
	/** [batch, 25] cameras for the fakes of a phase, drawn from the data set's: the same ones at every call. */
	readonly fakeLabels: (phase: PhaseName) => Float32Tensor;
	/** Latents of the real images, [batch, zDim]; `null` where they are not known. */
	readonly realLatents?: Float32Tensor | null;
}

export interface StepReport {
	/** Reported values of all samples of the step, by their published names. */
	readonly values: ReadonlyMap<string, readonly number[]>;
	/** Gradient entries that were no finite numbers. */
	readonly sanitized: number;
	readonly phases: readonly PhaseName[];
	/** What each phase took, its optimiser included; empty without a clock. */
	readonly seconds: ReadonlyMap<PhaseName, number>;
}

export interface StepControl {
	/** Looked at between phases. An abort leaves the state of the last finished phase. */
	readonly signal?: AbortSignal | undefined;
	readonly clock?: Clock | undefined;
}

/** A state at the very beginning, with moments unset and the average equal to the generator. */
export function initialState(networks: TrainingNetworks, random: RandomState): TrainingState {
	const average = new Map(
		[...networks.generator.weights].map(([name, { shape, data }]) => [name, float32Tensor(shape, data.slice())]),
	);
	return {
		networks,
		average,
		generatorMoments: new Map(),
		discriminatorMoments: new Map(),
		random,
		augment: newAugmentState(),
		step: 0,
		images: 0,
	};
}

/**
 * Runs one step and changes `state`. Rejects with `DivergedError` when a reported value is no finite number; the phase's
 * gradients have then not been used.
 */
export async function trainStep(
	state: TrainingState,
	options: StepOptions,
	data: StepData,
	runner: PhaseRunner,
	{ signal, clock }: StepControl = {},
): Promise<StepReport> {
	const plan = stepPlan(options, state.networks, state.images);
	const phases = duePhases(options, state.step, plan.setup.adversarial);
	const values = new Map<string, number[]>();
	const seconds = new Map<PhaseName, number>();
	let sanitized = 0;
	for (const phase of phases) {
		throwIfAborted(signal, `training, phase ${phase}`);
		const start = clock?.() ?? 0;
		const run = { phase, state, options, plan };
		const gradients = await accumulate(run, data, runner, values);
		requireFinite(phase, state, values);
		sanitized += applyGradients(run, gradients);
		if (clock) seconds.set(phase, clock() - start);
	}
	const signs = values.get("Loss/signs/real") ?? [];
	adaptProbability(state.augment, options, { signs, step: state.step, batch: options.batch });
	moveWeights(state.average, state.networks.generator.weights, averageShare(options, state.images, options.batch));
	state.images += options.batch;
	state.step += 1;
	return { values, sanitized, phases, seconds };
}

/** A phase of a step. */
interface StepPhase {
	readonly phase: PhaseName;
	readonly state: TrainingState;
	readonly options: StepOptions;
	readonly plan: StepPlan;
}

function requireFinite(
	phase: PhaseName,
	{ step }: TrainingState,
	values: ReadonlyMap<string, readonly number[]>,
): void {
	for (const [name, reported] of values) {
		const wrong = reported.find((value) => !Number.isFinite(value));
		if (wrong === undefined) continue;
		throw new DivergedError(
			`training: '${name}' is ${wrong} in phase ${phase} of step ${step}, want a finite number – lower the learning rates, or raise gamma`,
		);
	}
}

/** Runs a phase over the micro-batches. @returns the mean of their gradients, by parameter */
async function accumulate(
	run: StepPhase,
	data: StepData,
	runner: PhaseRunner,
	values: Map<string, number[]>,
): Promise<ReadonlyMap<string, Float32Array>> {
	const { phase, state, options, plan } = run;
	const { generator, discriminator } = state.networks;
	const count = microBatches(options);
	const recipe = phaseRecipe(phase, options, plan);
	const weights = { generator: generator.weights, discriminator: discriminator.weights };
	const inputs = await runner.inputs(recipe);
	const augmentation = {
		probability: augmentProbability(options, state.augment),
		augmentations: PIPELINES[options.augpipe],
		resolution: discriminator.config.imgResolution,
	};
	const sums = new Map<string, Float32Array>();
	for (let part = 0; part < count; part++) {
		const rows = runData(run, data, part * options.batchGpu);
		const feeds = feedsOf(inputs, { ...options, ...plan, random: state.random, augmentation, data: rows });
		const { reports, gradients, buffers } = await runner.run(recipe, weights, feeds);
		for (const [name, { data: reported }] of reports) values.set(name, [...(values.get(name) ?? []), ...reported]);
		for (const [name, { data: gradient }] of gradients) addTo(sums, name, gradient, 1 / count);
		for (const [name, { data: buffer }] of buffers) generator.weights.get(name)?.data.set(buffer);
	}
	return sums;
}

function addTo(sums: Map<string, Float32Array>, name: string, part: Float32Array, factor: number): void {
	const sum = sums.get(name);
	if (!sum) {
		sums.set(name, factor === 1 ? part : part.map((value) => value * factor));
		return;
	}
	for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + factor * (part[index] ?? 0);
}

/** What a run sees of the data: rows from `start` on. */
function runData({ phase, options, plan }: StepPhase, data: StepData, start: number): RunData {
	const rows = (all: Float32Tensor, count = options.batchGpu): Float32Tensor => rowsOf(all, start, count);
	const { adversarial, generator } = plan.setup;
	const reconstructs = phase === "Gmain" && options.hasLatents;
	if (reconstructs && !(data.realLatents && generator.mapping.zDim > 0)) {
		throw new GraphError("training: a step that reconstructs images wants their latents, and a network that takes any");
	}
	const paired = adversarial ? Math.round(options.reconShare * options.batchGpu) : options.batchGpu;
	return {
		realImages: rows(data.realImages),
		realLabels: rows(data.realLabels),
		fakeLabels: () => rows(data.fakeLabels(phase)),
		paired: reconstructs && data.realLatents ? rows(data.realLatents, paired) : null,
	};
}

/** Sanitises gradients and lets the optimiser of the phase's network use them. @returns entries replaced */
function applyGradients(
	{ phase, state, options, plan }: StepPhase,
	gradients: ReadonlyMap<string, Float32Array>,
): number {
	const network = networkOf(phase);
	const isGenerator = network === "generator";
	const { weights } = state.networks[network];
	const moments = isGenerator ? state.generatorMoments : state.discriminatorMoments;
	const adam = adamOf(network, options, plan);
	let replaced = 0;
	for (const [name, gradient] of gradients) {
		const parameter = weights.get(name);
		if (!parameter || (!isGenerator && options.frozen.has(name))) continue;
		replaced += sanitizeGradient(gradient);
		const known = moments.get(name) ?? freshMoments(gradient.length);
		moments.set(name, adamUpdate(parameter.data, gradient, known, adam));
	}
	return replaced;
}

/** Parameters move towards the new weights, buffers take their values. */
function moveWeights(average: TrainedWeights, weights: TrainedWeights, share: number): void {
	for (const [name, { data }] of weights) {
		const mean = average.get(name);
		if (mean) moveAverage(mean.data, data, isBuffer(name) ? 0 : share);
	}
}
