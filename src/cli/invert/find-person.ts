/** Finds the person who looks like a picture: the camera where nobody says it, latents, and weights where wanted. */

import { decibels } from "../../analysis/known-people/known-people.ts";
import type { Generator } from "../../generator/generator.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { type EncodedPerson, Encoder, type EncoderFile } from "../../inversion/encoder/encoder.ts";
import { type Inverted, invert } from "../../inversion/invert.ts";
import { prepareInversion } from "../../inversion/prepare.ts";
import type { Recipe } from "../../inversion/recipes.ts";
import { type FoundCamera, SEARCH_STEPS, searchCamera } from "../../inversion/search-camera.ts";
import { type Tuned, tune } from "../../inversion/tune.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { PixelImage } from "../../tensor/pixels.ts";

export interface PersonTask {
	readonly generator: Generator;
	readonly runtime: InferenceRuntime;
	readonly wanted: PixelImage;
	/** [1, 25]; `null` where it is searched for. */
	readonly camera: Float32Tensor | null;
	/** Whether a camera that is given moves. */
	readonly refine: boolean;
	readonly recipe: Recipe;
	/** Whose answer the steps begin with. */
	readonly encoder: EncoderFile | null;
}

export interface FoundPerson {
	readonly found: Inverted;
	/** The sides that were tried; empty where the camera was given. */
	readonly tried: FoundCamera["tried"];
	/** `null` where weights stayed as they are. */
	readonly tuned: Tuned | null;
}

/** Shares of the work that are over when the search begins, when steps begin, and when steps on weights begin. */
const SHARES = { search: 0.02, steps: 0.25, tuning: 0.65 } as const;

/** What was found until the signal fires is the result. @param tell  hears of shares of the work from 0 to 1 */
export async function findPerson(
	{ generator, runtime, wanted, camera, refine, recipe, encoder }: PersonTask,
	tell: (share: number, stage: string) => void,
	signal: AbortSignal,
): Promise<FoundPerson> {
	const { inversion, tuning, coordinates } = recipe;
	const until = tuning.steps > 0 ? SHARES.tuning : 1;
	tell(0, "people of the network");
	const prepared = await prepareInversion(generator, runtime, { seed: inversion.seed, signal });
	const parts = { ...prepared, space: prepared.spaces[coordinates], isEnough: () => signal.aborted };
	const picture = { pixels: Float32Array.from(wanted.data, (value) => value / 255), side: wanted.width };
	let looked = 0;
	const onLook = (): void => {
		looked += 1;
		tell(SHARES.search + ((SHARES.steps - SHARES.search) * looked) / SEARCH_STEPS, "where the camera stood");
	};
	const encoded = encoder && (await encode(encoder, generator, runtime, picture));
	const isKnown = camera !== null || encoded !== null;
	const searched = isKnown ? null : await searchCamera(picture, inversion, { ...parts, onStep: onLook });
	const begun = camera ?? encoded?.camera ?? searched?.inverted.camera;
	if (!begun) throw new RangeError("invert: no camera");
	const found = await invert(
		[{ ...picture, camera: begun }],
		{ ...inversion, refineCamera: refine || camera === null },
		{
			...parts,
			start: encoded?.w.data ?? searched?.inverted.ws.data,
			onStep: ({ step, square }) =>
				tell(
					SHARES.steps + ((until - SHARES.steps) * step) / inversion.steps,
					`step ${step}: ${decibels(square).toFixed(1)} dB`,
				),
		},
	);
	const tried = searched?.tried ?? [];
	if (tuning.steps === 0 || signal.aborted) return { found, tried, tuned: null };
	const tuned = await tune(generator, picture, found, tuning, {
		...parts,
		onStep: ({ step, loss }) =>
			tell(until + ((1 - until) * step) / tuning.steps, `step ${step} on weights: loss ${loss.toFixed(3)}`),
	});
	return { found, tried, tuned };
}

async function encode(
	file: EncoderFile,
	{ config }: Generator,
	runtime: InferenceRuntime,
	{ pixels, side }: { readonly pixels: Float32Array; readonly side: number },
): Promise<EncodedPerson> {
	await using encoder = await Encoder.open(file, config, runtime);
	return await encoder.encode(pixels, side);
}
