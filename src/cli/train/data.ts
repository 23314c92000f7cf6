/** The images that a run is trained on: checked, open, and described for the record. */

import { type DepthTruth, headsTruth } from "../../analysis/metrics/depth/depth-truth.ts";
import { checkDataset, requireSound } from "../../data/check/check-dataset.ts";
import { type FindingKind, TRAINING_TAKES } from "../../data/check/finding-kinds.ts";
import type { Scene } from "../../data/check/sampled-box.ts";
import { type Dataset, openDataset } from "../../data/dataset.ts";
import { headsDataset } from "../../heads/heads-dataset.ts";
import { nodeStudio } from "../../platform/node/heads-studio.ts";
import { nodeImageCodec } from "../../platform/node/image-codec.ts";
import { openFiles } from "../../platform/node/open-files.ts";
import { InputError } from "../../tensor/errors.ts";
import { startProgress } from "../progress-bar.ts";
import type { DataRequest } from "./data-request.ts";

export interface TrainingImages extends AsyncDisposable {
	readonly dataset: Dataset;
	/** A short name, for the run's folder. */
	readonly label: string;
	/** Of synthetic people made on the fly. */
	readonly depthTruth?: DepthTruth | undefined;
}

export interface ImageOptions {
	/** Side that the networks want. */
	readonly resolution: number;
	readonly mirror: boolean;
	/** Whether every pixel is decoded once before the start, or only headers are read. */
	readonly check: "pixels" | "headers";
	/** Where the network looks, so where the cameras should. */
	readonly scene: Scene;
	/** Faults of the cameras that are meant. */
	readonly ignore: readonly FindingKind[];
	readonly threads: number | undefined;
	readonly showProgress: boolean;
	readonly signal: AbortSignal;
}

/** Rejects with `InputError` that lists everything that is wrong with the dataset. */
export async function openTrainingImages(data: DataRequest, options: ImageOptions): Promise<TrainingImages> {
	return data.kind === "files" ? await openChecked(data.path, options) : openHeads(data, options);
}

async function openChecked(path: string, options: ImageOptions): Promise<TrainingImages> {
	const { resolution, mirror, check, scene, ignore, showProgress, signal } = options;
	const files = await openFiles(path);
	try {
		using progress = startProgress("check", showProgress);
		const report = await checkDataset(files, nodeImageCodec, {
			pixels: check === "pixels",
			side: resolution,
			signal,
			scenes: [scene],
			ignore: [...TRAINING_TAKES, ...ignore],
			onProgress: ({ stage, fraction }) => progress.update(fraction, stage),
		});
		requireSound(report);
		const dataset = await openDataset(files, nodeImageCodec, { mirror });
		return { dataset, label: baseName(path), [Symbol.asyncDispose]: () => files[Symbol.asyncDispose]() };
	} catch (error) {
		await files[Symbol.asyncDispose]();
		throw error;
	}
}

function openHeads(data: DataRequest & { kind: "heads" }, options: ImageOptions): TrainingImages {
	if (options.mirror) {
		throw new InputError("train: --mirror with synthetic people: want more of them instead, as in count=20000");
	}
	const { poses, gaze, seed, count } = data;
	const studio = nodeStudio(options.threads);
	const set = { seed, poses, gaze };
	return {
		dataset: headsDataset({ set, count, resolution: options.resolution }, studio),
		depthTruth: headsTruth(studio, set),
		label: `heads-${poses}-${gaze}`,
		[Symbol.asyncDispose]: () => studio.dispose(),
	};
}

/** `faces` of `/data/faces.zip`. */
function baseName(path: string): string {
	const last = path.split(/[/\\]/).findLast((part) => part !== "") ?? "data";
	return last.replace(/\.zip$/i, "").replace(/[^\w.-]+/g, "_");
}
