/** Finds the person who looks like a picture: the camera where nobody says it, latents, and weights where wanted. */

import { wsOfLayers } from "../analysis/person.ts";
import type { Generator } from "../generator/generator.ts";
import { tunedWeights, type WeightDifferences } from "../generator/tuned-weights.ts";
import type { InferenceRuntime } from "../host/inference-runtime.ts";
import type { Progress } from "../host/progress.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { decibels } from "../tensor/statistics.ts";
import type { FeatureNetwork } from "./discriminator-features.ts";
import { type EncodedPerson, Encoder, type EncoderFile } from "./encoder/encoder.ts";
import { type InversionStep, type Inverted, invert } from "./invert.ts";
import { STILL } from "./moved-camera.ts";
import type { Pictured } from "./picture.ts";
import { prepareInversion } from "./prepare.ts";
import type { Recipe } from "./recipes.ts";
import { type FoundCamera, SEARCH_STEPS, searchCamera } from "./search-camera.ts";
import { type Tuned, tune } from "./tune.ts";

export interface PersonTask {
	readonly generator: Generator;
	/** Computes the steps: the CPU, since gradients of planes come from there. It stays the caller's. */
	readonly runtime: InferenceRuntime;
	readonly picture: Omit<Pictured, "camera">;
	/** [1, 25]; `null` where it is searched for. */
	readonly camera: Float32Tensor | null;
	/** Whether a camera that is given moves. */
	readonly refine: boolean;
	readonly recipe: Recipe;
	/** Whose answer the steps begin with. */
	readonly encoder: EncoderFile | null;
	/** Whose features pictures are compared by, where the recipe gives them a weight. */
	readonly discriminator?: FeatureNetwork | null | undefined;
}

export interface FindingParts {
	/** What was found until it fires is the result. */
	readonly signal: AbortSignal;
	/** Awaited between steps: a browser's worker hears of messages only when it has a turn of its event loop. */
	readonly pause?: (() => Promise<void>) | undefined;
	/** Hears of shares of all work from 0 to 1. */
	readonly onProgress?: ((progress: Progress) => void) | undefined;
	/** Hears of the encoder's answer, if there is an encoder: before anything that takes long. */
	readonly onEncoded?: ((encoded: PersonSoFar) => void) | undefined;
	/** Hears of each step on latents; `found` gives what the steps came to. */
	readonly onStep?: ((step: InversionStep, found: () => PersonSoFar) => void) | undefined;
}

/** Whom the work has come to. */
export type PersonSoFar = Pick<Inverted, "ws" | "camera">;

export interface FoundPerson {
	readonly found: Inverted;
	/** The sides that were tried; empty where the camera was given. */
	readonly tried: FoundCamera["tried"];
	/** `null` where weights were not tuned. */
	readonly tuned: Tuned | null;
	/** What is added to the network's weights for this person: noise that moved, and what was tuned. */
	readonly differences: WeightDifferences;
}

/** Shares of the work that are over when the search begins, when steps begin, and when steps on weights begin. */
const SHARES = { search: 0.02, steps: 0.25, tuning: 0.65 } as const;

/** Rejects as `invert` and `tune` do, and with `AbortedError` where the signal fires before the first step. */
export async function findPerson(
	{ generator, runtime, picture, camera, refine, recipe, encoder, discriminator }: PersonTask,
	{ signal, pause, onProgress, onEncoded, onStep }: FindingParts,
): Promise<FoundPerson> {
	const { inversion, tuning, coordinates } = recipe;
	const until = tuning.steps > 0 ? SHARES.tuning : 1;
	const tell = (fraction: number, stage: string): void => onProgress?.({ stage, fraction });
	const encoded = encoder && (await encode(encoder, generator, runtime, picture));
	if (encoded) {
		const { mapping } = generator.config;
		const answer = { ws: wsOfLayers(encoded.w.data, mapping), camera: camera ?? encoded.camera };
		onEncoded?.(answer);
		// nothing below is needed for it, and preparing takes seconds
		if (inversion.steps + tuning.steps === 0)
			return personOf({ ...answer, move: STILL, noise: new Map(), losses: [] }, [], null);
	}
	tell(0, "people of the network");
	const prepared = await prepareInversion(generator, runtime, { seed: inversion.seed, signal });
	const isEnough = async (): Promise<boolean> => {
		await pause?.();
		return signal.aborted;
	};
	const parts = { ...prepared, space: prepared.spaces[coordinates], isEnough };
	let looked = 0;
	const onLook = (): void => {
		looked += 1;
		tell(SHARES.search + ((SHARES.steps - SHARES.search) * looked) / SEARCH_STEPS, "where the camera stood");
	};
	const isKnown = camera !== null || encoded !== null;
	const searched = isKnown ? null : await searchCamera(picture, inversion, { ...parts, onStep: onLook });
	const begun = camera ?? encoded?.camera ?? searched?.inverted.camera;
	if (!begun) throw new RangeError("invert: no camera");
	const found = await invert(
		[{ ...picture, camera: begun }],
		{ ...inversion, refineCamera: refine || camera === null },
		{
			...{ ...parts, discriminator },
			start: encoded?.w.data ?? searched?.inverted.ws.data,
			onStep: (step, soFar) => {
				onStep?.(step, soFar);
				tell(
					SHARES.steps + ((until - SHARES.steps) * step.step) / inversion.steps,
					`step ${step.step}: ${decibels(step.square).toFixed(1)} dB`,
				);
			},
		},
	);
	const tried = searched?.tried ?? [];
	if (tuning.steps === 0 || signal.aborted) return personOf(found, tried, null);
	const tuned = await tune(generator, picture, found, tuning, {
		...parts,
		weights: tunedWeights(parts.weights, found.noise),
		onStep: ({ step, loss }) =>
			tell(until + ((1 - until) * step) / tuning.steps, `step ${step} on weights: loss ${loss.toFixed(3)}`),
	});
	return personOf(found, tried, tuned);
}

function personOf(found: Inverted, tried: FoundCamera["tried"], tuned: Tuned | null): FoundPerson {
	return { found, tried, tuned, differences: new Map([...found.noise, ...(tuned?.tuned ?? [])]) };
}

async function encode(
	file: EncoderFile,
	{ config }: Generator,
	runtime: InferenceRuntime,
	{ pixels, side }: Omit<Pictured, "camera">,
): Promise<EncodedPerson> {
	await using encoder = await Encoder.open(file, config, runtime);
	return await encoder.encode(pixels, side);
}
