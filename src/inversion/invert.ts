/**
 * Finds the latents, and where wanted the camera, with which a generator's raw image shows a picture; super-resolution has no
 * part in it. Each step draws places of the
 * picture, marches rays through them, and goes back along rays, planes and backbone (3DGAN-Inversion, Ko et al. 2023,
 * optimises camera and latents together likewise; the space of latents is ours).
 */

import { wsOfLayers } from "../analysis/person.ts";
import { LABEL_LENGTH } from "../camera/label.ts";
import type { WeightDifferences } from "../generator/tuned-weights.ts";
import type { InferenceRuntime } from "../host/inference-runtime.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { loadPlaneGradient } from "../rendering/march/kernels/plane-gradient/load-plane-gradient.ts";
import type { PlaneGradient } from "../rendering/march/plane-gradient.ts";
import { DivergedError, InputError, throwIfAborted } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import type { TrainedWeights } from "../training/networks/training-networks.ts";
import { ADAM_WITH_MOMENTUM, type AdamMoments, adamUpdate, freshMoments } from "../training/optimiser/adam.ts";
import { HANDED_ON } from "../training/phases/cut-phase.ts";
import type { PhaseGraph } from "../training/phases/phase-graph.ts";
import type { PlanesSetup } from "../training/phases/phase-setup.ts";
import { GraphSlots, type PhaseResult, runGraph } from "../training/phases/run-graph.ts";
import { gradientOfPlanes, handedOn } from "../training/phases/run-parts.ts";
import type { FeatureNetwork } from "./discriminator-features.ts";
import { INVERSION } from "./graph-names.ts";
import { backToLatents, planesOfLatents, raysOfPicture, setupOfOne } from "./inversion-graphs.ts";
import { gradientByCoordinates, type LatentSpace, latentsAt, meanOfRows, rowsOfCoordinates } from "./latent-space.ts";
import { type CameraMove, gradientByMove, MOVES, movedCamera, moveOf } from "./moved-camera.ts";
import { NoiseMaps } from "./noise-maps.ts";
import type { InversionOptions } from "./options.ts";
import { mirrored, type Pictured } from "./picture.ts";
import { feedsOfLook, type PictureLook, pictureLook } from "./picture-look.ts";
import { rateAt } from "./rate.ts";

/** Of the moves' own steps: radians, world units. */
const CAMERA_RATE = 0.01;
/**
 * Weight of the mean squared move, against cameras that run away where the picture does not hold them. Cameras that were
 * said 5° wrong ended 1.2° off with 3, and 0.3° with this.
 */
const CAMERA_PRIOR = 0.1;
/** Of so many steps one looks at the mirrored picture. */
const MIRRORED = 3;
/** Share of the steps after which there is no noise any more (EG3D's projector). */
const NOISY = 0.75;

/** What is optimised in. */
export interface InversionNetwork {
	readonly runtime: InferenceRuntime;
	readonly config: GeneratorConfig;
	readonly weights: TrainedWeights;
	readonly space: LatentSpace;
	/** What cameras look at, world units. */
	readonly pivot: Vec3;
}

export interface InversionParts extends InversionNetwork {
	/** [1 or numWs, wDim] to begin with; the mean where left out. For w, the first row counts. */
	readonly start?: Float32Array | undefined;
	/** Whose features pictures are compared by, where wanted. */
	readonly discriminator?: FeatureNetwork | null | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Asked before each step but the first; where it says so, what was found so far is the result. */
	readonly isEnough?: (() => boolean | Promise<boolean>) | undefined;
	/** Hears of each step; `found` gives what the steps came to. */
	readonly onStep?: ((step: InversionStep, found: () => Omit<Inverted, "losses">) => void) | undefined;
}

export interface InversionStep {
	/** From 1. */
	readonly step: number;
	/** Of colours and features, without priors. */
	readonly loss: number;
	/** Mean squared difference of colours of this step's rays. */
	readonly square: number;
}

export interface Inverted {
	/** [1, numWs, wDim] */
	readonly ws: Float32Tensor;
	/** [1, 25] */
	readonly camera: Float32Tensor;
	readonly move: CameraMove;
	/** What was added to the backbone's noise; empty where it stayed as it is. */
	readonly noise: WeightDifferences;
	readonly losses: readonly InversionStep[];
}

/**
 * Pictures of one person, all of which are looked at in turn; the camera that moves is that of the first.
 * Rejects with `InputError` without a picture, with `DivergedError` when a loss is no finite number, and with `AbortedError`.
 */
export async function invert(
	pictures: readonly Pictured[],
	options: InversionOptions,
	parts: InversionParts,
): Promise<Inverted> {
	if (pictures.length === 0) throw new InputError("inversion: no picture, want at least one");
	const slots = new GraphSlots(parts.runtime);
	try {
		const inversion = new Inversion(pictures, options, parts, slots, await loadPlaneGradient());
		const losses: InversionStep[] = [];
		for (let step = 0; step < options.steps; step++) {
			throwIfAborted(parts.signal, "inversion");
			if (step > 0 && (await parts.isEnough?.())) break;
			const done = await inversion.step(step);
			losses.push(done);
			parts.onStep?.(done, () => inversion.found());
		}
		return { ...inversion.found(), losses };
	} finally {
		await slots.dispose();
	}
}

/** Where an inversion stands, and one step of it. */
class Inversion {
	readonly #pictures: readonly Pictured[];
	readonly #options: InversionOptions;
	readonly #parts: InversionParts;
	readonly #slots: GraphSlots;
	readonly #planeGradient: PlaneGradient;
	readonly #setup: PlanesSetup;
	readonly #random: RandomState;
	/** Rows of latents: 1 for w, numWs for w+. */
	readonly #layers: number;
	/** [L, count], and the six numbers of the camera's move. */
	readonly #coordinates: Float32Array;
	readonly #moves = new Float32Array(MOVES.length);
	readonly #noiseMaps: NoiseMaps | null;
	readonly #look: PictureLook;
	#ofCoordinates: AdamMoments;
	#ofMoves = freshMoments(MOVES.length);

	constructor(
		pictures: readonly Pictured[],
		options: InversionOptions,
		parts: InversionParts,
		slots: GraphSlots,
		planeGradient: PlaneGradient,
	) {
		[this.#pictures, this.#options, this.#parts] = [pictures, options, parts];
		[this.#slots, this.#planeGradient] = [slots, planeGradient];
		this.#setup = setupOfOne(parts.config);
		this.#random = new RandomState(options.seed);
		this.#layers = options.space === "w" ? 1 : parts.config.mapping.numWs;
		this.#coordinates = rowsOfCoordinates(parts.space, this.#layers, parts.start);
		this.#ofCoordinates = freshMoments(this.#coordinates.length);
		this.#noiseMaps = options.noiseMaps ? new NoiseMaps(parts.weights) : null;
		const sides = new Set(pictures.map(({ side }) => side));
		const [side = 0] = sides;
		this.#look = pictureLook(side, options, parts.discriminator ?? null);
		if (this.#look.features && sides.size > 1)
			throw new InputError(`inversion: pictures of ${[...sides].join(" and ")} pixels, want one size`);
	}

	async step(step: number): Promise<InversionStep> {
		const { space, pivot, config } = this.#parts;
		const { steps, refineCamera, mirror, tied } = this.#options;
		const coordinates = this.#noisy(step / steps);
		const latents = float32Tensor([1, this.#layers, space.wDim], latentsAt(space, coordinates));
		const generated = await this.#run("planes", () => planesOfLatents(this.#setup, this.#layers), {
			[INVERSION.latents]: latents,
		});
		const at = step % this.#pictures.length;
		const picture = this.#pictures[at];
		if (!picture) throw new RangeError("inversion: no picture");
		const move = moveOf(this.#moves);
		const camera = at === 0 ? movedCamera(picture.camera.data, pivot, move) : [...picture.camera.data];
		const label = float32Tensor([1, LABEL_LENGTH], camera);
		const isMirrored = mirror && step % MIRRORED === MIRRORED - 1;
		const shown = isMirrored ? mirrored({ ...picture, camera: label }) : { ...picture, camera: label };
		const seen = await this.#run("rays", () => raysOfPicture(this.#setup, this.#look, refineCamera), {
			...{ planes: handedOn(generated, "planes"), [INVERSION.camera]: shown.camera },
			...feedsOfLook(shown, this.#look, this.#random),
		});
		const [loss = Number.NaN, square = Number.NaN] = ["loss", "square"].map((name) => seen.reports.get(name)?.data[0]);
		if (!Number.isFinite(loss)) throw new DivergedError(`inversion: the loss is ${loss} at step ${step + 1}`);
		const back = await this.#run("back", () => backToLatents(this.#setup, this.#layers, this.#noiseMaps !== null), {
			[INVERSION.latents]: latents,
			[HANDED_ON.planesGradient]: gradientOfPlanes([seen], config, this.#planeGradient),
		});
		const rate = rateAt(step / steps);
		const isTied = refineCamera && step < tied * steps;
		this.#moveLatents(handedOn(back, INVERSION.latentsGradient).data, rate, isTied);
		this.#noiseMaps?.step(back.gradients, rate);
		if (refineCamera && at === 0 && !isMirrored) {
			const byLabel = handedOn(seen, INVERSION.cameraGradient).data;
			this.#moveCamera(gradientByMove(picture.camera.data, pivot, move, byLabel), rate);
		}
		return { step: step + 1, loss, square };
	}

	found(): Omit<Inverted, "losses"> {
		const { space, config, pivot } = this.#parts;
		const move = moveOf(this.#moves);
		const [first] = this.#pictures;
		const camera = float32Tensor([1, LABEL_LENGTH], first ? movedCamera(first.camera.data, pivot, move) : []);
		const noise = this.#noiseMaps?.differences() ?? new Map();
		return { ws: wsOfLayers(latentsAt(space, this.#coordinates), config.mapping), camera, move, noise };
	}

	#run(name: string, build: () => PhaseGraph, feeds: Feeds): Promise<PhaseResult> {
		const { weights: own, discriminator } = this.#parts;
		const weights = {
			generator: this.#noiseMaps?.weights ?? own,
			discriminator: discriminator?.weights ?? new Map(),
		};
		return this.#slots.get(name, name, build).then((ready) => runGraph(ready, weights, feeds));
	}

	/** Coordinates [L, count] that a step looks at. @param share  of the steps that are over */
	#noisy(share: number): Float32Array {
		const coordinates = this.#coordinates;
		const strength = this.#options.noise * this.#parts.space.noise * Math.max(0, 1 - share / NOISY) ** 2;
		if (strength === 0) return coordinates;
		const noise = this.#random.randn(coordinates.length);
		return coordinates.map((value, at) => value + strength * (noise[at] ?? 0));
	}

	#moveLatents(byLatents: Float32Array, rate: number, isTied: boolean): void {
		const { learningRate, prior } = this.#options;
		const coordinates = this.#coordinates;
		const gradient = gradientByCoordinates(this.#parts.space, byLatents);
		if (isTied) meanOfRows(gradient, this.#layers);
		for (let index = 0; index < gradient.length; index++) {
			gradient[index]! += (2 * prior * coordinates[index]!) / gradient.length;
		}
		const adam = { ...ADAM_WITH_MOMENTUM, learningRate: learningRate * rate };
		this.#ofCoordinates = adamUpdate(coordinates, gradient, this.#ofCoordinates, adam);
	}

	#moveCamera(slopes: Readonly<Record<keyof CameraMove, number>>, rate: number): void {
		const moves = this.#moves;
		const gradient = Float32Array.from(
			MOVES,
			(name, at) => slopes[name] + (2 * CAMERA_PRIOR * moves[at]!) / MOVES.length,
		);
		const adam = { ...ADAM_WITH_MOMENTUM, learningRate: CAMERA_RATE * rate };
		this.#ofMoves = adamUpdate(moves, gradient, this.#ofMoves, adam);
	}
}

type Feeds = Readonly<Record<string, Float32Tensor>>;
