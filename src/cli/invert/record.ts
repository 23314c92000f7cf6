/** Writes the person who was found: their file, which other commands take, and the record. */

import { basename } from "node:path";
import { viewCameraOfLabel } from "../../camera/view-camera.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import type { WeightDifferences } from "../../generator/tuned-weights.ts";
import type { FeatureNetwork } from "../../inversion/discriminator-features.ts";
import type { Inverted } from "../../inversion/invert.ts";
import { personChunks } from "../../inversion/person-file.ts";
import type { Recipe } from "../../inversion/recipes.ts";
import type { FoundCamera } from "../../inversion/search-camera.ts";
import type { Tuned } from "../../inversion/tune.ts";
import { joinChunks } from "../../mesh/write/mesh-formats.ts";
import type { LocatedEncoder } from "../../platform/node/encoders.ts";
import type { ExperimentFiles } from "../figures/experiment-files.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { type WrittenRecord, writeSidecar } from "../sidecar.ts";
import { INVERT, type InvertOptions } from "./options.ts";
import type { PictureFile } from "./picture.ts";

/** Steps of which the record has the loss: about so many. */
const LOSSES = 50;

export interface InversionFacts {
	readonly options: InvertOptions;
	readonly opened: OpenedNetwork;
	readonly picture: PictureFile;
	readonly found: Inverted;
	/** The sides that were tried; empty where the camera was given. */
	readonly tried: FoundCamera["tried"];
	readonly tuned: Tuned | null;
	readonly recipe: Recipe;
	readonly encoder: LocatedEncoder | null;
	/** Whose features were compared, if any. */
	readonly discriminator: FeatureNetwork | null;
	readonly psnr: number;
}

/** `--person` of other commands takes it, and `--cameras`. */
export function personFile(
	{ ws, camera }: Inverted,
	tuned: WeightDifferences,
	{ network: { name, sha256 } }: OpenedNetwork,
): Uint8Array {
	return joinChunks(personChunks({ ws, camera, tuned, network: { name, sha256 } }));
}

export async function writeInversionRecord(
	files: ExperimentFiles,
	{ options, recipe, encoder, discriminator, opened, picture, found, tried, tuned, psnr }: InversionFacts,
	signal: AbortSignal,
): Promise<WrittenRecord> {
	const { network, engine, generator } = opened;
	const { device, renderer, precision } = engine;
	const { inversion, tuning } = recipe;
	const { space, steps, prior, noise } = inversion;
	const recorded = recordedOptions(INVERT, options, {
		...{ device, renderer, precision, space, steps, prior, noise },
		featureLoss: discriminator ? inversion.featureLoss : options.featureLoss,
		...{ lr: inversion.learningRate, tune: tuning.steps, tuneLr: tuning.learningRate },
	});
	const { losses, move, camera } = found;
	const every = Math.ceil(losses.length / LOSSES);
	const { trueDegrees, distance } = viewCameraOfLabel(camera, trainingOrbit(generator.config.rendering).pivot);
	const record = {
		...{ command: "invert", repeat: repeatOf("invert", INVERT, recorded), network, engine, options: recorded },
		image: { file: options.image, bytes: picture.bytes, sha256: picture.sha256 },
		camera: { trueDegrees, distance, label: [...camera.data], move, tried },
		encoder: encoder && basename(encoder.path),
		steps: losses.length,
		psnr,
		losses: losses.filter(({ step }) => step % every === 0 || step === losses.length),
		tuning: tuned && tuningRecord(tuned),
		outputs: files.outputs,
	};
	return await writeSidecar(files.pathOf("person.json"), record, signal);
}

/** Steps that were made, the one after which the weights are kept, and what held views lost before and then. */
function tuningRecord({ keptStep, heldBefore, losses }: Tuned): Readonly<Record<string, unknown>> {
	const heldAfter = losses.find(({ step }) => step === keptStep)?.held ?? heldBefore;
	return { steps: losses.length, keptStep, heldBefore, heldAfter, losses };
}
