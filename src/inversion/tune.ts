/**
 * Tunes a generator to a person who was found (pivotal tuning, Roich et al. 2021): a few steps on the weights of backbone and
 * decoder, with ws and camera as they are. What published tuning lacks are views that hold the other sides: tuned to a picture
 * alone, weights improve the picture and spoil everything beside it (Xie et al. 2023, table 2). Here every step looks at
 * the picture and at one held view, and views that no step looks at say when to stop.
 */

import type { Generator } from "../generator/generator.ts";
import type { WeightDifferences } from "../generator/tuned-weights.ts";
import { loadPlaneGradient } from "../rendering/march/kernels/plane-gradient/load-plane-gradient.ts";
import type { PlaneGradient } from "../rendering/march/plane-gradient.ts";
import { DivergedError, throwIfAborted } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { mean } from "../tensor/statistics.ts";
import { ownWeights, type TrainedWeights } from "../training/networks/training-networks.ts";
import { ADAM_WITH_MOMENTUM, type AdamMoments, adamUpdate, freshMoments } from "../training/optimiser/adam.ts";
import { HANDED_ON } from "../training/phases/cut-phase.ts";
import type { PhaseGraph } from "../training/phases/phase-graph.ts";
import type { PlanesSetup } from "../training/phases/phase-setup.ts";
import { GraphSlots, type PhaseFeeds, type PhaseResult, runGraph } from "../training/phases/run-graph.ts";
import { gradientOfPlanes, handedOn } from "../training/phases/run-parts.ts";
import { raysGraph } from "../training/teaching/teaching-graphs.ts";
import { drawPixels } from "./draw-pixels.ts";
import { INVERSION } from "./graph-names.ts";
import { backToWeights, planesOfLatents, setupOfOne } from "./inversion-graphs.ts";
import type { InversionNetwork, Inverted } from "./invert.ts";
import { latentsAt } from "./latent-space.ts";
import type { TuneOptions } from "./options.ts";
import type { Pictured } from "./picture.ts";
import { rateAt } from "./rate.ts";
import { type LookedAt, type TuningViews, tuningViews } from "./tuning-views.ts";

export interface TuningStep {
	/** From 1. */
	readonly step: number;
	/** Of colours and depths of the picture. */
	readonly loss: number;
	/** Of views that no step looks at, where they were looked at now. */
	readonly held: number | null;
}

export interface TuningParts extends InversionNetwork {
	readonly signal?: AbortSignal | undefined;
	/** Asked before each step; where it says so, the best weights so far are the result. */
	readonly isEnough?: (() => boolean | Promise<boolean>) | undefined;
	/** Hears of each step. */
	readonly onStep?: ((step: TuningStep) => void) | undefined;
}

export interface Tuned {
	/** What is added to the generator's weights; empty where no step made the held views better. */
	readonly tuned: WeightDifferences;
	/** Steps after which the weights were those. */
	readonly keptStep: number;
	/** Loss of views that no step looks at, before the first step; `null` without held views. */
	readonly heldBefore: number | null;
	readonly losses: readonly TuningStep[];
}

/** Steps between two looks at the judged views, and looks without progress after which tuning ends. */
const EVERY = 10;
const PATIENCE = 4;
/** How far towards others people nearby stand, share of the way. */
const NEARBY = { least: 0.15, most: 0.6 } as const;

/**
 * @param generator  untuned; it stays as it is
 * @param picture    what the person was found for; the camera is that of `found`
 * Rejects with `DivergedError` when a loss is no finite number, and with `AbortedError`.
 */
export async function tune(
	generator: Generator,
	picture: Omit<Pictured, "camera">,
	found: Pick<Inverted, "ws" | "camera">,
	options: TuneOptions,
	parts: TuningParts,
): Promise<Tuned> {
	const slots = new GraphSlots(parts.runtime);
	try {
		// planes of the weights that are tuned, whose noise may have moved
		const untuned = { ws: found.ws, planes: await planesOf(slots, found.ws, parts, parts.weights) };
		const views = await tuningViews(generator, { ...picture, camera: found.camera }, untuned, options.held);
		const tuning = new Tuning(views, found.ws, options, parts, slots, await loadPlaneGradient());
		const losses: TuningStep[] = [];
		const heldBefore = options.held ? await tuning.judge() : null;
		const best = { held: heldBefore ?? Number.POSITIVE_INFINITY, step: 0, tuned: new Map() as WeightDifferences };
		for (let step = 1; step <= options.steps; step++) {
			throwIfAborted(parts.signal, "tuning");
			if (await parts.isEnough?.()) break;
			const loss = await tuning.step(step - 1);
			const isLook = options.held && (step % EVERY === 0 || step === options.steps);
			const held = isLook ? await tuning.judge() : null;
			losses.push({ step, loss, held });
			parts.onStep?.({ step, loss, held });
			if (held !== null && held < best.held) Object.assign(best, { held, step, tuned: tuning.differences() });
			if (options.held && step - best.step > EVERY * PATIENCE) break;
		}
		const kept = options.held ? best : { step: losses.length, tuned: tuning.differences() };
		return { tuned: kept.tuned, keptStep: kept.step, heldBefore, losses };
	} finally {
		await slots.dispose();
	}
}

/** Where a tuning stands, and one step of it. */
class Tuning {
	readonly #views: TuningViews;
	readonly #ws: Float32Tensor;
	readonly #options: TuneOptions;
	readonly #parts: InversionNetwork;
	readonly #slots: GraphSlots;
	readonly #planeGradient: PlaneGradient;
	readonly #setup: PlanesSetup;
	readonly #random: RandomState;
	/** Copies that move. */
	readonly #weights: TrainedWeights;
	readonly #moments = new Map<string, AdamMoments>();

	constructor(
		views: TuningViews,
		ws: Float32Tensor,
		options: TuneOptions,
		parts: InversionNetwork,
		slots: GraphSlots,
		planeGradient: PlaneGradient,
	) {
		[this.#views, this.#ws, this.#options, this.#parts] = [views, ws, options, parts];
		[this.#slots, this.#planeGradient] = [slots, planeGradient];
		this.#setup = setupOfOne(parts.config);
		this.#random = new RandomState(options.seed);
		this.#weights = ownWeights(parts.weights);
	}

	/** @returns the loss of the picture before the step */
	async step(step: number): Promise<number> {
		const { picture, held } = this.#views;
		const { steps, locality } = this.#options;
		const planes = await this.#planes(this.#ws, this.#weights);
		const looks = [await this.#look(picture, planes)];
		const other = held[Math.floor(held.length * (this.#random.uniformFloat32(1)[0] ?? 0))];
		if (other) looks.push(await this.#look(other, planes));
		const loss = lossOf(looks[0]);
		if (!Number.isFinite(loss)) throw new DivergedError(`tuning: the loss is ${loss} at step ${step + 1}`);
		const gradients = looks.map((look) => look.gradients);
		gradients.push(await this.#back(this.#ws, gradientOfPlanes(looks, this.#parts.config, this.#planeGradient)));
		if (locality > 0) gradients.push(await this.#ofNeighbour());
		this.#move(gradients, rateAt(step / steps));
		return loss;
	}

	/** Mean loss of the views that no step looks at. */
	async judge(): Promise<number> {
		const planes = await this.#planes(this.#ws, this.#weights);
		const losses: number[] = [];
		// the same rays each time
		for (const view of this.#views.judged) losses.push(lossOf(await this.#look(view, planes, new RandomState(1))));
		return mean(losses);
	}

	/** Copies of what was added to the weights so far. */
	differences(): WeightDifferences {
		return new Map(
			[...this.#moments.keys()].map((name) => {
				const [tuned, own] = [this.#weights.get(name), this.#parts.weights.get(name)];
				const data = Float32Array.from(tuned?.data ?? [], (value, at) => value - (own?.data[at] ?? 0));
				return [name, float32Tensor(tuned?.shape ?? [0], data)] as const;
			}),
		);
	}

	#planes(ws: Float32Tensor, weights: TrainedWeights): Promise<Float32Tensor> {
		return planesOf(this.#slots, ws, this.#parts, weights);
	}

	get #layers(): number {
		return this.#parts.config.mapping.numWs;
	}

	async #back(ws: Float32Tensor, planesGradient: Float32Tensor): Promise<Gradients> {
		const feeds = { [INVERSION.latents]: ws, [HANDED_ON.planesGradient]: planesGradient };
		return (await this.#run("back", () => backToWeights(this.#setup, this.#layers), feeds, this.#weights)).gradients;
	}

	/** Of the change of somebody's planes who is near the person. */
	async #ofNeighbour(): Promise<Gradients> {
		const ws = this.#neighbour();
		const [before, now] = [await this.#planes(ws, this.#parts.weights), await this.#planes(ws, this.#weights)];
		const weight = (2 * this.#options.locality) / now.data.length;
		const gradient = now.data.map((value, at) => weight * (value - (before.data[at] ?? 0)));
		return await this.#back(ws, float32Tensor(now.shape, gradient));
	}

	/** ws [1, numWs, wDim] on the way to somebody random. */
	#neighbour(): Float32Tensor {
		const { space } = this.#parts;
		const random = this.#random;
		const other = latentsAt(space, Float32Array.from(random.randn(space.count)));
		const share = NEARBY.least + (NEARBY.most - NEARBY.least) * (random.uniformFloat32(1)[0] ?? 0);
		const ws = this.#ws.data.map((value, at) => value + share * ((other[at % space.wDim] ?? 0) - value));
		return float32Tensor(this.#ws.shape, ws);
	}

	#look(view: LookedAt, planes: Float32Tensor, random = this.#random): Promise<PhaseResult> {
		const { rays, samples } = this.#options;
		const { coarse, fine } = samples;
		const pixels = drawPixels(view.side, rays, random);
		const at = (data: Float32Array, width: number): Float32Array => {
			const drawn = new Float32Array(width * rays);
			for (const [ray, pixel] of pixels.entries()) {
				drawn.set(data.subarray(width * pixel, width * (pixel + 1)), width * ray);
			}
			return drawn;
		};
		const feeds = {
			planes,
			origins: float32Tensor([1, rays, 3], at(view.through.origins.data, 3)),
			directions: float32Tensor([1, rays, 3], at(view.through.directions.data, 3)),
			colours: float32Tensor([1, rays, 3], at(view.pixels, 3)),
			depths: float32Tensor([1, rays], at(view.depths, 1)),
			jitter: float32Tensor([1, rays, coarse], random.uniformFloat32(rays * coarse)),
			u: float32Tensor([1, rays, fine], random.uniformFloat32(rays * fine)),
		};
		return this.#run("rays", () => raysGraph("rays", this.#setup, rays, samples), feeds, this.#weights);
	}

	#move(gradients: readonly Gradients[], rate: number): void {
		const adam = { ...ADAM_WITH_MOMENTUM, learningRate: this.#options.learningRate * rate };
		const names = new Set(gradients.flatMap((some) => [...some.keys()]));
		for (const name of names) {
			const values = this.#weights.get(name)?.data;
			if (!values) continue;
			const sum = new Float32Array(values.length);
			for (const some of gradients) {
				for (const [index, value] of (some.get(name)?.data ?? []).entries()) sum[index]! += value;
			}
			this.#moments.set(name, adamUpdate(values, sum, this.#moments.get(name) ?? freshMoments(sum.length), adam));
		}
	}

	#run(name: string, build: () => PhaseGraph, feeds: PhaseFeeds, generator: TrainedWeights): Promise<PhaseResult> {
		const weights = { generator, discriminator: new Map() };
		return this.#slots.get(name, name, build).then((ready) => runGraph(ready, weights, feeds));
	}
}

async function planesOf(
	slots: GraphSlots,
	ws: Float32Tensor,
	{ config }: InversionNetwork,
	generator: TrainedWeights,
): Promise<Float32Tensor> {
	const build = (): PhaseGraph => planesOfLatents(setupOfOne(config), config.mapping.numWs);
	const ready = await slots.get("planes", "planes", build);
	const result = await runGraph(ready, { generator, discriminator: new Map() }, { [INVERSION.latents]: ws });
	return handedOn(result, "planes");
}

type Gradients = ReadonlyMap<string, Float32Tensor>;

/** The sum of what a look reports. */
function lossOf(look: PhaseResult | undefined): number {
	return [...(look?.reports.values() ?? [])].reduce((sum, { data }) => sum + (data[0] ?? Number.NaN), 0);
}
