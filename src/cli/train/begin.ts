/** How a run begins: new, from a network, or where it stopped. */

import type { Dataset } from "../../data/dataset.ts";
import type { SamplerSnapshot } from "../../data/infinite-sampler.ts";
import { presetConfig } from "../../generator/presets.ts";
import { openCheckpoint } from "../../platform/node/open-generator.ts";
import { InputError } from "../../tensor/errors.ts";
import { fovOfLabels, viewsOfLabels } from "../../training/loop/cameras-of-labels.ts";
import { newTraining, tunedTraining } from "../../training/loop/new-networks.ts";
import { type LoopProgress, readTraining } from "../../training/loop/training-state.ts";
import type { TrainingState } from "../../training/step.ts";
import { flagOf } from "../options/fields.ts";
import { sceneChanges } from "../options/scene.ts";
import { sizeChanges } from "../options/size-changes.ts";
import { NEW_NETWORK, pathsFrom, TRAIN, type TrainCommandOptions } from "./options.ts";
import { findRun, type RunFolder, recordedStart, STATE_FILE } from "./run-folder.ts";

export interface Beginning {
	/** Those of the run's first start with what was said now on top. */
	readonly options: TrainCommandOptions;
	/** Of a run that goes on, and its lock; `null` for one that is new. */
	readonly folder: RunFolder | null;
	readonly lock: AsyncDisposable | null;
	readonly state: TrainingState;
	readonly progress: LoopProgress;
	/** Where the order of images begins. */
	readonly start: number | SamplerSnapshot;
}

export interface CommandLine {
	readonly options: TrainCommandOptions;
	/** Those that were really given. */
	readonly said: Partial<TrainCommandOptions>;
}

const SEED = 0;

export async function beginRun(commandLine: CommandLine, signal: AbortSignal): Promise<Beginning> {
	const { options } = commandLine;
	if (options.resume === undefined) return beginNew(options);
	const folder = await findRun(options.resume);
	if (folder) return await continueRun(folder, commandLine, signal);
	refuse(commandLine.said, "a network that is trained further");
	const checkpoint = await openCheckpoint(options.resume, { signal, like: options.like });
	const seed = options.seed ?? SEED;
	return {
		options,
		...{ folder: null, lock: null },
		state: tunedTraining(checkpoint, {
			...{ seed, labelNoise: 0, allowUnused: options.allowUnused },
			rays: options.neural_rendering_resolution_initial,
		}),
		progress: { tick: 0, tickStart: 0, seconds: 0 },
		start: seed,
	};
}

function beginNew(options: TrainCommandOptions): Beginning {
	const { cfg, seed = SEED } = options;
	if (cfg === undefined) throw new InputError("train: want --cfg for a new network, or --resume");
	const conditioned = options.gen_pose_cond;
	const changes = {
		...sizeChanges(options),
		mappingLayers: options.mapDepth,
		mappingLrMultiplier: options.map_lr_mul,
		decoderLrMultiplier: options.decoder_lr_mul,
		scene: sceneChanges(options),
		rawInPlace: options.raw_in_place,
		unconditioned: conditioned === undefined ? presetConfig(cfg).conditioning.zero : !conditioned,
	};
	return {
		options,
		...{ folder: null, lock: null },
		state: newTraining({ cfg, changes, labelNoise: options.disc_c_noise ?? 0 }, seed),
		progress: { tick: 0, tickStart: 0, seconds: 0 },
		start: seed,
	};
}

/**
 * A network notes from where its training set was seen; a new one also through which field of view, unless it was told
 * another one.
 */
export function withCamerasOfData(beginning: Beginning, dataset: Dataset): Beginning {
	const { options, state } = beginning;
	const fov = options.resume === undefined && options.fovDeg === undefined ? fovOfLabels(dataset) : undefined;
	const { generator, discriminator } = state.networks;
	const { rendering } = generator.config;
	const noted = {
		trainingFov: fov ?? rendering.trainingFov,
		trainingViews: viewsOfLabels(dataset, rendering.avgCameraPivot) ?? rendering.trainingViews,
	};
	const config = { ...generator.config, rendering: { ...rendering, ...noted } };
	return { ...beginning, state: { ...state, networks: { generator: { ...generator, config }, discriminator } } };
}

async function continueRun(folder: RunFolder, { said }: CommandLine, signal: AbortSignal): Promise<Beginning> {
	refuse(said, "a run that goes on");
	// before anything is read: another process may be about to write it
	const lock = await folder.lock();
	const { options, startedIn } = await recordedStart(folder, "train", TRAIN);
	const here = process.cwd();
	const recorded = pathsFrom(startedIn ?? here, here, options);
	const { resume: _, outdir: __, ...changed } = said;
	const saved = readTraining(await openCheckpoint(folder.file(STATE_FILE), { signal }));
	return {
		options: { ...recorded, ...changed },
		...{ folder, lock },
		state: saved.state,
		progress: saved.progress,
		start: saved.sampler,
	};
}

function refuse(said: Partial<TrainCommandOptions>, what: string): void {
	const wrong = Object.keys(NEW_NETWORK).find((name) => name in said);
	if (wrong !== undefined) throw new InputError(`train: ${flagOf(wrong)} is for new networks, not for ${what}`);
}
