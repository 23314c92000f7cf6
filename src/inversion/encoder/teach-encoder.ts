/** Teaches an encoder from pairs that are drawn as it goes. */

import type { Generator } from "../../generator/generator.ts";
import { createGraph } from "../../graph/create.ts";
import { add, mul, sub } from "../../graph/ops/arithmetic.ts";
import { matmul } from "../../graph/ops/matmul.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import { square } from "../../graph/ops/unary.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { inputParameters } from "../../networks/parameters.ts";
import { DivergedError, throwIfAborted } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, zeros } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { elementCount } from "../../tensor/shape.ts";
import { ADAM_WITH_MOMENTUM, type AdamMoments, adamUpdate, freshMoments } from "../../training/optimiser/adam.ts";
import { part } from "../../training/phases/cut-phase.ts";
import { GENERATOR_PREFIX } from "../../training/phases/inputs.ts";
import { type PhaseGraph, parameterGradients } from "../../training/phases/phase-graph.ts";
import { GraphSlots, type PhaseResult, runGraph } from "../../training/phases/run-graph.ts";
import type { LatentSpace } from "../latent-space.ts";
import { MOVES } from "../moved-camera.ts";
import { changedPicture } from "./changed-picture.ts";
import { ENCODER_SIDE, encoderNetwork, encoderShapes } from "./encoder-network.ts";
import { drawPairs, type EncoderPair, type KnownPictures } from "./encoder-pairs.ts";
import type { EncoderTeaching } from "./encoder-teaching.ts";
import { visibleDifference } from "./visible-difference.ts";

export interface EncoderParts {
	readonly runtime: InferenceRuntime;
	readonly space: LatentSpace;
	/** Where half of the pictures come from, for generators that were taught from such people. */
	readonly known?: KnownPictures | null;
	/** When it fires after the first step, what was learned until then is the result. */
	readonly signal?: AbortSignal | undefined;
	/** Hears of the share of pictures that were compared for that. */
	readonly onWeighed?: ((share: number) => void) | undefined;
	readonly onStep?: ((step: EncoderStep) => void) | undefined;
}

export interface EncoderStep {
	/** Pictures shown so far. */
	readonly images: number;
	/** How different the answers look from the truth: 1 is the mean person's answer. */
	readonly latents: number;
	/** Mean squared error of moves in their units. */
	readonly moves: number;
}

/** Steps between two rounds of drawing. */
const ROUND = 25;
/** Weight of the camera. */
const CAMERA = 2;
/** Share of the learning rate that is left at the end. */
const LEAST = 0.02;
/** Of the moving average of weights, in pictures. */
const AVERAGED = 5000;

/**
 * @returns weights for w [wDim] in the last layer, not coordinates
 * Rejects with `DivergedError`, and with `AbortedError` where the signal fires before the first step.
 */
export async function teachEncoder(
	generator: Generator,
	options: EncoderTeaching,
	{ runtime, space, known = null, signal, onWeighed, onStep }: EncoderParts,
): Promise<ReadonlyMap<string, Float32Tensor>> {
	const { images, batch, seed } = options;
	const random = new RandomState(seed);
	const factor = await visibleDifference(generator, space, {
		...{ people: options.weighed, seed, signal, onProgress: onWeighed },
	});
	const taught = new TaughtWeights(newWeights(space.count, random), options);
	const slots = new GraphSlots(runtime);
	const pairs: EncoderPair[] = [];
	const steps = Math.ceil(images / batch);
	try {
		const ready = await slots.get("encoder", "encoder", () => encoderStep(batch, factor));
		for (let step = 0; step < steps; step++) {
			if (step === 0) throwIfAborted(signal, "teaching an encoder");
			else if (signal?.aborted) break;
			if (step % ROUND === 0) {
				const due = Math.ceil(options.pairs * Math.min(1, (step + ROUND) / steps));
				await drawUntil(due, pairs, options.views, { generator, space, random, known });
			}
			const feeds = feedsOf(pairs, batch, space.count, random);
			const result = await runGraph(ready, { generator: taught.weights, discriminator: new Map() }, feeds);
			const [latents, moves] = [numberOf(result, "latents"), numberOf(result, "moves")];
			if (!Number.isFinite(latents + moves)) {
				throw new DivergedError(`encoder: the loss is ${latents + moves} at step ${step + 1}`);
			}
			taught.move(result.gradients, step, steps);
			onStep?.({ images: (step + 1) * batch, latents, moves });
		}
	} finally {
		await slots.dispose();
	}
	return inLatents(taught.average, space);
}

/** Weights that learn, and their moving average. */
class TaughtWeights {
	readonly weights: ReadonlyMap<string, Float32Tensor>;
	readonly average: ReadonlyMap<string, Float32Tensor>;
	readonly #moments = new Map<string, AdamMoments>();
	readonly #options: EncoderTeaching;

	constructor(weights: ReadonlyMap<string, Float32Tensor>, options: EncoderTeaching) {
		this.weights = weights;
		this.average = new Map([...weights].map(([name, { shape, data }]) => [name, float32Tensor(shape, data.slice())]));
		this.#options = options;
	}

	move(gradients: ReadonlyMap<string, Float32Tensor>, step: number, steps: number): void {
		const { learningRate, batch } = this.#options;
		const fall = LEAST + (1 - LEAST) * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
		const adam = { ...ADAM_WITH_MOMENTUM, learningRate: learningRate * fall };
		// at first the average is short, so that it forgets the random weights
		const stays = 0.5 ** (batch / Math.min(AVERAGED, (step * batch) / 4 + batch));
		for (const [name, { data: gradient }] of gradients) {
			const [own, kept] = [this.weights.get(name)?.data, this.average.get(name)?.data];
			if (!(own && kept)) continue;
			const moments = this.#moments.get(name) ?? freshMoments(own.length);
			this.#moments.set(name, adamUpdate(own, gradient, moments, adam));
			for (let at = 0; at < own.length; at++) kept[at]! += (1 - stays) * (own[at]! - kept[at]!);
		}
	}
}

/** Draws people until there are so many pairs; every other one is a known one, where there are such. */
async function drawUntil(
	due: number,
	pairs: EncoderPair[],
	views: number,
	{ generator, space, random, known }: Pick<EncoderParts, "space"> & DrawnFrom,
): Promise<void> {
	while (pairs.length < due) {
		const source = pairs.length % (2 * views) < views ? null : known;
		pairs.push(...(await drawPairs(generator, space, random, views, source)));
	}
}

interface DrawnFrom {
	readonly generator: Generator;
	readonly random: RandomState;
	readonly known: KnownPictures | null;
}

function newWeights(count: number, random: RandomState): ReadonlyMap<string, Float32Tensor> {
	return new Map(
		[...encoderShapes(count)].map(([name, shape]) => [
			name,
			name.endsWith(".bias") ? zeros("float32", shape) : float32Tensor(shape, random.randn(elementCount(shape))),
		]),
	);
}

/** Takes `image`, `wanted_latents` [N, count] and `wanted_moves` [N, 6]. */
function encoderStep(batch: number, factor: Float32Tensor): PhaseGraph {
	const graph = createGraph();
	const [count = 0] = factor.shape;
	const image = graph.input("image", [batch, 3, ENCODER_SIDE, ENCODER_SIDE]);
	const seen = encoderNetwork(image, inputParameters(graph, GENERATOR_PREFIX), count);
	const apart = matmul(sub(seen.latents, graph.input("wanted_latents", [batch, count])), graph.constant(factor));
	const latents = mul(reduceMean(square(apart)), count);
	const moves = reduceMean(square(sub(seen.moves, graph.input("wanted_moves", [batch, MOVES.length]))));
	return part("encoder", {
		reports: { latents, moves },
		gradients: parameterGradients(graph, add(latents, mul(moves, CAMERA)), GENERATOR_PREFIX),
	});
}

function feedsOf(
	pairs: readonly EncoderPair[],
	batch: number,
	count: number,
	random: RandomState,
): Readonly<Record<string, Float32Tensor>> {
	const area = 3 * ENCODER_SIDE ** 2;
	const image = new Float32Array(batch * area);
	const coordinates = new Float32Array(batch * count);
	const moves = new Float32Array(batch * MOVES.length);
	for (const [row, drawn] of random.rand(batch).entries()) {
		const pair = pairs[Math.floor(drawn * pairs.length)];
		if (!pair) continue;
		changedPicture(pair.picture, random, image.subarray(row * area, (row + 1) * area));
		coordinates.set(pair.coordinates, row * count);
		moves.set(pair.moves, row * MOVES.length);
	}
	return {
		image: float32Tensor([batch, 3, ENCODER_SIDE, ENCODER_SIDE], image),
		wanted_latents: float32Tensor([batch, count], coordinates),
		wanted_moves: float32Tensor([batch, MOVES.length], moves),
	};
}

function numberOf({ reports }: PhaseResult, name: string): number {
	return reports.get(name)?.data[0] ?? Number.NaN;
}

/** The last layer gives w instead of coordinates: both are linear. */
function inLatents(
	weights: ReadonlyMap<string, Float32Tensor>,
	{ count, wDim, axes, mean }: LatentSpace,
): ReadonlyMap<string, Float32Tensor> {
	const [matrix, bias] = [weights.get("latents.weight"), weights.get("latents.bias")];
	if (!(matrix && bias)) throw new RangeError("encoder: no last layer");
	const [, hidden = 0] = matrix.shape;
	const ofW = new Float32Array(wDim * hidden);
	const biasOfW = Float32Array.from(mean);
	for (let axis = 0; axis < count; axis++) {
		for (let at = 0; at < wDim; at++) {
			const factor = axes[axis * wDim + at]!;
			biasOfW[at]! += factor * bias.data[axis]!;
			for (let column = 0; column < hidden; column++) {
				ofW[at * hidden + column]! += factor * matrix.data[axis * hidden + column]!;
			}
		}
	}
	return new Map([
		...weights,
		["latents.weight", float32Tensor([wDim, hidden], ofW)],
		["latents.bias", float32Tensor([wDim], biasOfW)],
	]);
}
