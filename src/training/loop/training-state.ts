/**
 * The state of a run as a checkpoint, and back: the networks, the optimisers' moments, random states, the place in the
 * order of images, counters. The file is an ordinary checkpoint of ours with more in it, so that its networks can be
 * used and looked at as those of any other. Continuing from it gives the next step to the bit, on the same device.
 */

import type { Checkpoint, NetworkDescription, PlainRecord, PlainValue } from "../../checkpoint/description.ts";
import type { SamplerSnapshot } from "../../data/infinite-sampler.ts";
import { describeGenerator } from "../../generator/describe.ts";
import { findNetwork } from "../../generator/load-generator.ts";
import { PlainReader } from "../../generator/plain-reader.ts";
import { networkWeights } from "../../generator/read-config.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { expectDType, float32Tensor, type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { RandomState, type RandomStateSnapshot } from "../../tensor/random-state.ts";
import type { AugmentState } from "../augment/adaptive.ts";
import { describeDiscriminator } from "../networks/describe-discriminator.ts";
import { ownWeights, type TrainedWeights, trainingNetworks } from "../networks/training-networks.ts";
import type { AdamMoments } from "../optimiser/adam.ts";
import type { TrainingState } from "../step.ts";

/** Where the loop around the steps stands. */
export interface LoopProgress {
	/** Ticks reported so far. */
	tick: number;
	/** Images shown when the present tick began. */
	tickStart: number;
	/** Time of training so far, over all sessions, seconds. */
	seconds: number;
}

/** Everything that a run continues from. */
export interface SavedTraining {
	readonly state: TrainingState;
	readonly progress: LoopProgress;
	readonly sampler: SamplerSnapshot;
}

const MOMENTS_CLASS = "AdamMoments";
const COUNTERS_CLASS = "TrainingCounters";
const COUNTERS = "training";
const STEPS = "steps";
const LARGEST_COUNT = Number.MAX_SAFE_INTEGER;

/** The tensors are not copied: they must not change until the checkpoint is written. */
export function describeTraining({ state, progress, sampler }: SavedTraining): Checkpoint {
	const { generator, discriminator } = state.networks;
	const random = state.random.snapshot();
	const counters = description(
		COUNTERS_CLASS,
		new Map<string, HostTensor>([
			["random.key", words(random.key)],
			["sampler.random.key", words(sampler.random.key)],
			["sampler.order", hostTensor("int32", [sampler.order.length], sampler.order)],
		]),
		new Map<string, PlainValue>([
			["step", state.step],
			["images", state.images],
			["tick", progress.tick],
			["tick_start", progress.tickStart],
			["seconds", progress.seconds],
			["random", randomRecord(random)],
			["sampler_random", randomRecord(sampler.random)],
			["sampler_given", sampler.given],
			["augment", augmentRecord(state.augment)],
		]),
	);
	return {
		format: "safetensors",
		networks: new Map([
			["G", describeGenerator(generator.config, generator.weights)],
			["D", describeDiscriminator(discriminator.config, discriminator.weights)],
			["G_ema", describeGenerator(generator.config, state.average)],
			["G_moments", describeMoments(state.generatorMoments)],
			["D_moments", describeMoments(state.discriminatorMoments)],
			[COUNTERS, counters],
		]),
		extras: new Map(),
		metadata: new Map([["made_by", "triplane train"]]),
	};
}

/** Whether a checkpoint is the state of a run, not only networks. */
export function isTrainingState({ networks }: Checkpoint): boolean {
	return networks.get(COUNTERS)?.className === COUNTERS_CLASS;
}

/** Throws `CheckpointError` when the checkpoint is no state of a run, or damaged. */
export function readTraining(checkpoint: Checkpoint): SavedTraining {
	const { networks } = checkpoint;
	const counters = networks.get(COUNTERS);
	if (counters?.className !== COUNTERS_CLASS) {
		throw new CheckpointError("training state: the file has networks only, want one that 'triplane train' saved");
	}
	const numbers = new PlainReader(counters.attributes, COUNTERS);
	const count = (name: string): number => numbers.integer(name, 0, LARGEST_COUNT);
	const trained = trainingNetworks(checkpoint);
	return {
		state: {
			networks: trained,
			average: ownWeights(networkWeights(findNetwork(checkpoint, "G_ema"))),
			generatorMoments: readMoments(networks.get("G_moments"), trained.generator.weights),
			discriminatorMoments: readMoments(networks.get("D_moments"), trained.discriminator.weights),
			random: RandomState.fromSnapshot(randomSnapshot(counters, "random.key", numbers.record("random"))),
			augment: readAugment(numbers.record("augment")),
			step: count("step"),
			images: count("images"),
		},
		progress: { tick: count("tick"), tickStart: count("tick_start"), seconds: numbers.number("seconds") },
		sampler: {
			random: randomSnapshot(counters, "sampler.random.key", numbers.record("sampler_random")),
			order: integers(counters, "sampler.order").slice(),
			given: count("sampler_given"),
		},
	};
}

function augmentRecord({ probability, signs, images }: AugmentState): PlainRecord {
	return new Map<string, PlainValue>([
		["probability", probability],
		["signs", signs],
		["images", images],
	]);
}

/** Of a run that was never augmented, also one from before there was augmentation, the numbers of a beginning. */
function readAugment(reader: PlainReader): AugmentState {
	return {
		probability: reader.number("probability", 0),
		signs: reader.number("signs", 0),
		images: reader.integer("images", 0, LARGEST_COUNT, 0),
	};
}

function describeMoments(moments: ReadonlyMap<string, AdamMoments>): NetworkDescription {
	const tensors = [...moments].flatMap(([name, { mean, square }]): [string, HostTensor][] => [
		[`${name}.mean`, float32Tensor([mean.length], mean)],
		[`${name}.square`, float32Tensor([square.length], square)],
	]);
	const steps = new Map([...moments].map(([name, { steps: count }]) => [name, count]));
	return description(MOMENTS_CLASS, new Map(tensors), new Map([[STEPS, steps]]));
}

function readMoments(network: NetworkDescription | undefined, weights: TrainedWeights): Map<string, AdamMoments> {
	if (network?.className !== MOMENTS_CLASS) {
		throw new CheckpointError("training state: the optimiser's moments are missing; is the file whole?");
	}
	const steps = new PlainReader(network.attributes, MOMENTS_CLASS).record(STEPS);
	const moments = new Map<string, AdamMoments>();
	for (const [name, { data }] of weights) {
		if (steps.value(name) === null) continue;
		const part = (kind: "mean" | "square"): Float32Array => {
			const tensor = network.buffers.get(`${name}.${kind}`);
			if (tensor?.data.length === data.length) return expectDType(name, tensor, "float32").data.slice();
			throw new CheckpointError(`training state: '${name}.${kind}' is missing or not of ${data.length} numbers`);
		};
		moments.set(name, {
			steps: steps.integer(name, 1, LARGEST_COUNT),
			mean: part("mean"),
			square: part("square"),
		});
	}
	return moments;
}

function description(
	className: string,
	buffers: ReadonlyMap<string, HostTensor>,
	attributes: PlainRecord,
): NetworkDescription {
	return {
		className,
		initArgs: [],
		initKwargs: new Map(),
		attributes,
		moduleAttributes: new Map(),
		moduleClasses: new Map(),
		parameters: new Map(),
		buffers,
		tensorAttributes: new Map(),
	};
}

/** The bits of unsigned words: files have no such type. */
function words(key: Uint32Array): HostTensor<"int32"> {
	return hostTensor("int32", [key.length], new Int32Array(key.buffer, key.byteOffset, key.length));
}

function randomRecord({ position, heldNormal }: RandomStateSnapshot): PlainRecord {
	return new Map<string, PlainValue>([
		["position", position],
		["held_normal", heldNormal],
	]);
}

function randomSnapshot(counters: NetworkDescription, key: string, reader: PlainReader): RandomStateSnapshot {
	return {
		key: Uint32Array.from(integers(counters, key)),
		position: reader.integer("position", 0, 2 ** 16),
		heldNormal: reader.value("held_normal") === null ? null : reader.number("held_normal"),
	};
}

function integers({ buffers }: NetworkDescription, name: string): Int32Array {
	const tensor = buffers.get(name);
	if (!tensor) throw new CheckpointError(`training state: '${name}' is missing; is the file whole?`);
	return expectDType(name, tensor, "int32").data;
}
