/**
 * One step of training: the phases that are due, each followed by its optimiser, then the moving average (eg3d.md §9).
 * The loop around it brings images and labels, and decides when to report and to save.
 */

import type { Clock } from "../host/clock.ts";
import { isBuffer } from "../networks/buffers.ts";
import { DivergedError, GraphError, throwIfAborted } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import type { RandomState } from "../tensor/random-state.ts";
import { type AugmentState, adaptProbability, augmentProbability, newAugmentState } from "./augment/adaptive.ts";
import type { AugmentationDraw } from "./augment/draw-augmentation.ts";
import { PIPELINES } from "./augment/pipeline.ts";
import { drawInputs } from "./draws.ts";
import type { TrainedWeights, TrainingNetworks } from "./networks/training-networks.ts";
import { type AdamMoments, type AdamOptions, adamUpdate, freshMoments, lazyRegularization } from "./optimiser/adam.ts";
import { averageShare, moveAverage } from "./optimiser/moving-average.ts";
import { sanitizeGradient } from "./optimiser/sanitize.ts";
import { microBatches, type ReconstructionOptions, type StepOptions } from "./options.ts";
import { blurMatrix } from "./passes/blur.ts";
import type { PhaseName } from "./phases/phase-graph.ts";
import type { PhaseFeeds, PhaseRunner } from "./phases/run-phase.ts";
import { duePhases, phaseRecipe, type StepPlan, stepPlan } from "./plan.ts";

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
	readonly realImages: HostTensor<"float32">;
	/** [batch, 25] */
	readonly realLabels: HostTensor<"float32">;
	/** [batch, 25] cameras for the fakes of a phase, drawn from the data set's: the same ones at every call. */
	readonly fakeLabels: (phase: PhaseName) => HostTensor<"float32">;
	/** Latents of the real images, [batch, zDim]; `null` where they are not known. */
	readonly realLatents?: HostTensor<"float32"> | null;
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
	const { generator, discriminator } = state.networks;
	const plan = stepPlan(options, generator.config, discriminator.config, state.images);
	const phases = duePhases(options, state.step, plan.setup.adversarial);
	const values = new Map<string, number[]>();
	const seconds = new Map<PhaseName, number>();
	let sanitized = 0;
	for (const phase of phases) {
		throwIfAborted(signal, `training, phase ${phase}`);
		const start = clock?.() ?? 0;
		const gradients = await accumulate(phase, state, options, plan, data, runner, values);
		requireFinite(phase, state, values);
		sanitized += applyGradients(phase, gradients, state, options, adamOf(phase, options, plan));
		if (clock) seconds.set(phase, clock() - start);
	}
	if (options.augment) {
		const signs = values.get("Loss/signs/real") ?? [];
		adaptProbability(state.augment, options.augment, { signs, step: state.step, batch: options.batch });
	}
	const share = averageShare(options.movingAverage, state.images, options.batch);
	moveWeights(state.average, generator.weights, share);
	state.images += options.batch;
	state.step += 1;
	return { values, sanitized, phases, seconds };
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
	phase: PhaseName,
	state: TrainingState,
	options: StepOptions,
	plan: StepPlan,
	data: StepData,
	runner: PhaseRunner,
	values: Map<string, number[]>,
): Promise<ReadonlyMap<string, Float32Array>> {
	const runs = microBatches(options);
	const recipe = phaseRecipe(phase, options, plan);
	const weights = {
		generator: state.networks.generator.weights,
		discriminator: state.networks.discriminator.weights,
	};
	const inputs = await runner.inputs(recipe);
	const sums = new Map<string, Float32Array>();
	for (let run = 0; run < runs; run++) {
		const drawn = drawInputs(state.random, inputs, {
			...plan,
			...options,
			augmentation: augmentationDraw(state, options),
		});
		const start = run * options.microBatch;
		const seen: PhaseFeeds = { ...drawn, ...dataFeeds(phase, data, plan, start) };
		const { reconstruction } = options;
		const feeds =
			phase === "Gmain" && reconstruction ? { ...seen, ...pairedFeeds(seen, data, reconstruction, plan, start) } : seen;
		const { reports, gradients, buffers } = await runner.run(recipe, weights, feeds);
		for (const [name, { data: reported }] of reports) values.set(name, [...(values.get(name) ?? []), ...reported]);
		for (const [name, { data: gradient }] of gradients) addTo(sums, name, gradient, 1 / runs);
		for (const [name, { data: buffer }] of buffers) weights.generator.get(name)?.data.set(buffer);
	}
	return sums;
}

function augmentationDraw(
	{ augment: state, networks }: TrainingState,
	{ augment }: StepOptions,
): AugmentationDraw | null {
	if (!augment) return null;
	return {
		probability: augmentProbability(augment, state),
		augmentations: PIPELINES[augment.pipeline],
		resolution: networks.discriminator.config.imgResolution,
	};
}

function addTo(sums: Map<string, Float32Array>, name: string, part: Float32Array, factor: number): void {
	const sum = sums.get(name);
	if (!sum) {
		sums.set(name, factor === 1 ? part : part.map((value) => value * factor));
		return;
	}
	for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + factor * (part[index] ?? 0);
}

/** Rows [start, start + count) of a batch. */
function rowsOf({ shape, data }: HostTensor<"float32">, start: number, count: number): HostTensor<"float32"> {
	const stride = data.length / (shape[0] ?? 1);
	return float32Tensor([count, ...shape.slice(1)], data.subarray(start * stride, (start + count) * stride));
}

/** What a phase sees of the data: rows [start, start + micro-batch) of images and labels, and the blur. */
function dataFeeds(phase: PhaseName, data: StepData, { setup, blurSigma }: StepPlan, start: number): PhaseFeeds {
	const rows = (all: HostTensor<"float32">): HostTensor<"float32"> => rowsOf(all, start, setup.batch);
	const isReal = phase === "Dmain" || phase === "Dreg";
	return {
		...(isReal ? { real_image: rows(data.realImages), real_c: rows(data.realLabels) } : {}),
		...(phase === "Dreg" ? {} : { gen_c: rows(data.fakeLabels(phase)) }),
		...(setup.blur ? blurFeeds(setup.discriminator.imgResolution, setup.neuralRenderingResolution, blurSigma) : {}),
	};
}

/** Real images, and in the first rows their latents and cameras in the place of those that were drawn. */
function pairedFeeds(
	{ z, gen_c: cameras }: PhaseFeeds,
	{ realImages, realLabels, realLatents }: StepData,
	{ share }: ReconstructionOptions,
	{ setup: { batch, adversarial } }: StepPlan,
	start: number,
): PhaseFeeds {
	if (!z || !cameras || !realLatents) {
		throw new GraphError("training: a step that reconstructs images wants their latents, and a network that takes any");
	}
	const count = adversarial ? Math.round(share * batch) : batch;
	const paired = (drawn: HostTensor<"float32">, known: HostTensor<"float32">): HostTensor<"float32"> => {
		const mixed = float32Tensor(drawn.shape, drawn.data.slice());
		mixed.data.set(rowsOf(known, start, count).data);
		return mixed;
	};
	return {
		z: paired(z, realLatents),
		gen_c: paired(cameras, realLabels),
		real_image: rowsOf(realImages, start, batch),
		paired: float32Tensor([batch], new Float32Array(batch).fill(1, 0, count)),
	};
}

function blurFeeds(imgResolution: number, neuralRenderingResolution: number, sigma: number): PhaseFeeds {
	return { blur: blurMatrix(imgResolution, sigma), blur_raw: blurMatrix(neuralRenderingResolution, sigma) };
}

function isOfGenerator(phase: PhaseName): boolean {
	return phase === "Gmain" || phase === "Greg";
}

/** How the network of a phase learns at this point. */
function adamOf(phase: PhaseName, options: StepOptions, { setup }: StepPlan): AdamOptions {
	const { generatorAdam, discriminatorAdam, reconstruction } = options;
	if (!isOfGenerator(phase)) return lazyRegularization(discriminatorAdam, options.discriminatorInterval);
	const adam = reconstruction && !setup.adversarial ? reconstruction.aloneAdam : generatorAdam;
	return lazyRegularization(adam, options.generatorInterval);
}

/** Sanitises gradients and lets the optimiser of the phase's network use them. @returns entries replaced */
function applyGradients(
	phase: PhaseName,
	gradients: ReadonlyMap<string, Float32Array>,
	{ networks, generatorMoments, discriminatorMoments }: TrainingState,
	{ frozen }: StepOptions,
	adam: AdamOptions,
): number {
	const isGenerator = isOfGenerator(phase);
	const { weights } = isGenerator ? networks.generator : networks.discriminator;
	const moments = isGenerator ? generatorMoments : discriminatorMoments;
	let replaced = 0;
	for (const [name, gradient] of gradients) {
		const parameter = weights.get(name);
		if (!parameter || (!isGenerator && frozen.has(name))) continue;
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
